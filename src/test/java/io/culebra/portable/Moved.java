package io.culebra.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.op.Op;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that every element of an output is the one that plain index arithmetic says. */
final class Moved {
  private Moved() {}

  /** Says where an element of the output comes from. */
  @FunctionalInterface
  interface Source {
    /** The place in the input of the element at {@code place} of the output; null for a zero. */
    long @Nullable [] of(long[] place);
  }

  /**
   * Runs the step in every layout and checks the first output against the float32 input {@code
   * input}.
   */
  static void check(Specs specs, Tensor input, Source source) {
    for (List<Tensor> outputs : KernelHarness.runEveryLayout(implementation(specs), specs)) {
      check(outputs.getFirst(), input, source);
    }
  }

  /** Checks one output. */
  static void check(Tensor output, Tensor input, Source source) {
    float[] have = output.toFloatArray();
    float[] from = input.toFloatArray();
    for (int i = 0; i < have.length; i++) {
      long[] place = place(i, output.shape());
      long[] origin = source.of(place.clone());
      float want = origin == null ? 0 : from[(int) index(origin, input.shape())];
      int at = i;
      assertEquals(want, have[i], () -> "element " + at + " of " + output.shape());
    }
  }

  /** The implementation of the package for the step's operator. */
  static Implementation implementation(Specs specs) {
    Op op = specs.build().base();
    return new PortableProvider()
        .implementations().stream()
            .filter(i -> i.operator() == op.getClass())
            .findFirst()
            .orElseThrow(() -> new AssertionError("nothing runs " + op.name()));
  }

  /** Runs the step in the favourite layouts; the first output. */
  static Tensor run(Specs specs) {
    return KernelHarness.run(implementation(specs), specs).getFirst();
  }

  static long[] place(long index, Shape shape) {
    long[] place = new long[shape.rank()];
    long rest = index;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      place[axis] = rest % shape.size(axis);
      rest /= shape.size(axis);
    }
    return place;
  }

  static long index(long[] place, Shape shape) {
    long index = 0;
    for (int axis = 0; axis < place.length; axis++) {
      index = index * shape.size(axis) + place[axis];
    }
    return index;
  }
}
