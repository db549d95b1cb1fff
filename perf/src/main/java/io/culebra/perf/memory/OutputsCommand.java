package io.culebra.perf.memory;

import io.culebra.Model;
import io.culebra.Outputs;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.nn.Activation;
import io.culebra.nn.Dense;
import io.culebra.nn.Sequential;
import io.culebra.perf.PerfException;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perf/outputs}: new results of every run against results in tensors of the caller. */
@Command(
    name = "outputs",
    description =
        "Runs a small network from several callers, with new results that are closed and with"
            + " results in tensors of the callers, in alternating rounds, and prints the median of"
            + " both and of the ratios of neighbours. Ends with 1 when new results are more than"
            + " --most times as dear.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class OutputsCommand implements Callable<Integer> {

  private static final int SIZE = 64;

  @Spec private CommandSpec spec;

  @Option(
      names = "--callers",
      split = ",",
      description = "Numbers of callers (default: ${DEFAULT-VALUE}).")
  private List<Integer> callers = List.of(1, 16, 64);

  @Option(
      names = "--seconds",
      description = "Seconds of a round of each kind (default: ${DEFAULT-VALUE}).")
  private double seconds = 1;

  @Option(
      names = "--rounds",
      description = "Rounds, after a third as many (default: ${DEFAULT-VALUE}).")
  private int rounds = 9;

  @Option(names = "--most", description = "The ratio to stay below (default: ${DEFAULT-VALUE}).")
  private double most = 1.5;

  @Override
  public Integer call() {
    boolean good = true;
    try (Model model =
            new Sequential("small")
                .input(SIZE)
                .add(Dense.of(SIZE).activation(Activation.relu()))
                .add(Dense.of(SIZE).named("y"))
                .build()
                .open();
        Session session = model.openSession(SessionOptions.defaults().threads(1))) {
      for (int count : callers) {
        good &= ratio(session, count) <= most;
      }
    }
    return good ? 0 : 1;
  }

  private double ratio(Session session, int count) {
    double[] made = new double[rounds];
    double[] given = new double[rounds];
    double[] ratios = new double[rounds];
    for (int round = -rounds / 3; round < rounds; round++) {
      double one = perSecond(session, count, true);
      double other = perSecond(session, count, false);
      if (round >= 0) {
        made[round] = one;
        given[round] = other;
        ratios[round] = other / one;
      }
    }
    double ratio = median(ratios);
    spec.commandLine()
        .getOut()
        .printf(
            "%d callers: %.0f runs/s with new results, %.0f with results given, ratio %.2f%n",
            count, median(made), median(given), ratio);
    spec.commandLine().getOut().flush();
    return ratio;
  }

  private double perSecond(Session session, int count, boolean makes) {
    AtomicLong runs = new AtomicLong();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().start(() -> runs.addAndGet(call(session, end, makes))));
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PerfException("interrupted");
    }
    return runs.get() / ((System.nanoTime() - start) / 1e9);
  }

  private static long call(Session session, long end, boolean makes) {
    long runs = 0;
    try (Tensor x = Tensor.of(new float[SIZE], 1, SIZE);
        Tensor y = Tensor.of(new float[SIZE], 1, SIZE)) {
      Map<String, Tensor> inputs = Map.of("x", x);
      Map<String, Tensor> outputs = Map.of("y", y);
      while (System.nanoTime() < end) {
        if (makes) {
          try (Outputs results = session.run(inputs)) {
            runs += results.size();
          }
        } else {
          session.run(inputs, outputs);
          runs++;
        }
      }
    }
    return runs;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
