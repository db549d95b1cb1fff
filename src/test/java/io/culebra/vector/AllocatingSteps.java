package io.culebra.vector;

import com.sun.management.ThreadMXBean;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Specs;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Runs steps of all kinds one after the other, as a network does, until they allocate nothing:
 * whatever is compiled, no vector may have stayed an object. Prints the steps that still allocate.
 */
final class AllocatingSteps {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MOST_ROUNDS = 30_000;

  private AllocatingSteps() {}

  /**
   * Prints a line for each step that allocates to the last.
   *
   * @param args anything for other code with vectors of all widths to run before
   */
  public static void main(String[] args) {
    if (args.length > 0) {
      OtherVectors.run();
    }
    List<BoundStep> steps = VectorSteps.all().map(AllocatingSteps::bound).toList();
    long[] left = new long[steps.size()];
    long sum = 1;
    for (int round = 0; round < MOST_ROUNDS && sum > 0; round++) {
      sum = runAll(steps, left);
    }
    for (int i = 0; i < left.length; i++) {
      if (left[i] > 0) {
        System.out.println(steps.get(i).name() + " of step " + i);
      }
    }
    steps.forEach(BoundStep::close);
  }

  private static long runAll(List<BoundStep> steps, long[] left) {
    long sum = 0;
    for (int i = 0; i < left.length; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      steps.get(i).run();
      left[i] = THREADS.getCurrentThreadAllocatedBytes() - before;
      sum += left[i];
    }
    return sum;
  }

  private static BoundStep bound(Specs specs) {
    return new BoundStep(implementation(specs), specs);
  }

  private static Implementation implementation(Specs specs) {
    return new VectorProvider()
        .implementations().stream()
            .filter(i -> i.operator() == specs.build().base().getClass())
            .filter(i -> i.supports(specs.build()).isYes())
            .findFirst()
            .orElseThrow();
  }
}
