package io.culebra.perf.kernels;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelSpec;
import io.culebra.op.Transpose;
import io.culebra.perf.PerfException;
import io.culebra.perf.data.Difference;
import io.culebra.perf.data.RawTensor;
import io.culebra.perf.result.KernelMeasurement;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Checks a kernel's answer once, then times it in JVMs of its own.
 *
 * @param forks how many JVMs, one after the other
 * @param iterations how many iterations of a JVM count, after as many that warm up
 * @param millis the length of an iteration
 */
record KernelTimer(int forks, int iterations, long millis) {

  private static final double LARGEST_ERROR = 1e-3;

  /** Every implementation that can run the problem, with so many threads. */
  List<KernelMeasurement> measure(Problem problem, int threads) {
    Optional<RawTensor> expected =
        problem.op() instanceof Transpose transpose
            ? Optional.of(Permutation.answer(problem, transpose))
            : Implementations.oracle(problem).map(oracle -> answer(problem, oracle, 1));
    return Implementations.of(problem, threads).stream()
        .map(implementation -> measure(problem, implementation, threads, expected))
        .toList();
  }

  private KernelMeasurement measure(
      Problem problem, Implementation implementation, int threads, Optional<RawTensor> expected) {
    String verdict = verdict(problem, implementation, threads, expected);
    double[] nanos =
        verdict.equals("right") ? time(problem, implementation, threads) : new double[0];
    return new KernelMeasurement(
        name(problem, implementation, threads),
        problem.operator(),
        problem.shape(),
        implementation.name(),
        threads,
        verdict,
        problem.flops(),
        problem.bytes(),
        forks,
        nanos);
  }

  private static String verdict(
      Problem problem, Implementation implementation, int threads, Optional<RawTensor> expected) {
    if (expected.isEmpty()) {
      return "there is no reference to check the answer with";
    }
    try {
      Difference difference =
          Difference.between(answer(problem, implementation, threads), expected.get());
      return difference.samePlaces() && difference.error() < LARGEST_ERROR
          ? "right"
          : "wrong: error %.1e".formatted(difference.error());
    } catch (CulebraException e) {
      return "failed: " + e.getMessage();
    }
  }

  private static RawTensor answer(Problem problem, Implementation implementation, int threads) {
    try (Rig rig = new Rig(problem, implementation, threads)) {
      rig.run();
      return rig.result();
    }
  }

  private double[] time(Problem problem, Implementation implementation, int threads) {
    Options options =
        new OptionsBuilder()
            .include(KernelBenchmark.class.getName())
            .param("problem", problem.line())
            .param("implementation", implementation.name())
            .param("threads", String.valueOf(threads))
            .forks(forks)
            .warmupIterations(iterations)
            .warmupTime(TimeValue.milliseconds(millis))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.milliseconds(millis))
            .jvmArgsAppend(
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      Collection<RunResult> results = new Runner(options).run();
      return results.stream()
          .flatMap(result -> result.getBenchmarkResults().stream())
          .flatMap(fork -> fork.getIterationResults().stream())
          .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
          .toArray();
    } catch (RunnerException e) {
      throw new PerfException("JMH cannot time " + problem.line() + ": " + e.getMessage(), e);
    }
  }

  /** {@code operator-shape-layout-implementation}. */
  private static String name(Problem problem, Implementation implementation, int threads) {
    List<Tensor> elements = problem.elements();
    KernelSpec spec = problem.spec(elements, threads);
    elements.forEach(Tensor::close);
    String layout = spec.in(implementation.layouts(spec).getFirst()).output().layout().tag();
    return "%s-%s-%s-%s"
        .formatted(
            problem.operator().toLowerCase(Locale.ROOT),
            problem.shape().replace(' ', ','),
            layout,
            implementation.name());
  }
}
