package io.culebra.perf.callers;

import io.culebra.Model;
import io.culebra.Session;
import io.culebra.TensorInfo;
import io.culebra.perf.PerfException;
import io.culebra.perf.ShapeOptions;
import io.culebra.tensor.Shape;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perf/callers}: runs a second by the number of callers, and by threads and lanes. */
@Command(
    name = "callers",
    description =
        "Measures how many runs a second a session gives to several callers at once: with default"
            + " options, and with each fixed combination of threads and lanes, in alternating"
            + " rounds. Prints medians, and the default's share of the best.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class CallersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The ONNX file.")
  private Path model;

  @Mixin private ShapeOptions shapeOptions;

  @Option(
      names = "--callers",
      split = ",",
      paramLabel = "N",
      description = "Numbers of callers (default: ${DEFAULT-VALUE}).",
      defaultValue = "1,2,4,8,16")
  private List<Integer> callers;

  @Option(names = "--threads", description = "Threads of a session (default: one per processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--rounds", description = "Rounds (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--seconds", description = "Seconds of a turn (default: ${DEFAULT-VALUE}).")
  private double seconds = 2;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<Way> ways = Way.all(threads);
    out.printf("%-8s", "callers");
    ways.forEach(way -> out.printf(" %18s", way.name()));
    out.printf(" %18s%n", "default / best");
    for (int count : callers) {
      double[] medians = measure(ways, count);
      out.printf("%-8d", count);
      for (double median : medians) {
        out.printf(" %18.1f", median);
      }
      out.printf(" %18.2f%n", medians[0] / Arrays.stream(medians).max().orElseThrow());
      out.flush();
    }
    return 0;
  }

  private double[] measure(List<Way> ways, int count) throws InterruptedException {
    double[][] samples = new double[ways.size()][rounds];
    // The first round warms up.
    for (int round = -1; round < rounds; round++) {
      for (int i = 0; i < ways.size(); i++) {
        try (Model loaded = Model.load(model);
            Session session = loaded.openSession(ways.get(i).options())) {
          Crowd crowd = new Crowd(session, shapes(session));
          crowd.runsPerSecond(count, seconds / 4);
          double sample = crowd.runsPerSecond(count, seconds);
          if (round >= 0) {
            samples[i][round] = sample;
          }
        }
      }
    }
    return Arrays.stream(samples)
        .mapToDouble(
            one -> Arrays.stream(one).sorted().skip((rounds - 1) / 2).findFirst().orElse(0))
        .toArray();
  }

  private Map<String, Shape> shapes(Session session) {
    Map<String, long[]> given = shapeOptions.shapes();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (TensorInfo info : session.inputs()) {
      long[] wanted = given.get(info.name());
      shapes.put(info.name(), wanted != null ? Shape.of(wanted) : declared(info));
    }
    return shapes;
  }

  /** The shape that the model declares, with 1 for what it leaves open. */
  private static Shape declared(TensorInfo info) {
    Shape shape = info.type().shape();
    if (shape == null) {
      throw new PerfException("the shape of " + info + " must be given with --shape");
    }
    return Shape.of(
        shape.dims().stream().mapToLong(dim -> dim.isKnown() ? dim.size() : 1).toArray());
  }
}
