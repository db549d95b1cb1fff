package io.culebra.perf.memory;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Outputs;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.nn.Activation;
import io.culebra.nn.Conv2D;
import io.culebra.nn.Dense;
import io.culebra.nn.GlobalAvgPool;
import io.culebra.nn.MaxPool2D;
import io.culebra.nn.NetworkBuilder;
import io.culebra.nn.Symbol;
import io.culebra.perf.PerfException;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perf/manyshapes}: the memory of the process after plans for many shapes. Linux only. */
@Command(
    name = "manyshapes",
    description =
        "Runs a convolutional network on pictures of as many sizes as told, and prints the resident"
            + " memory of the process on the way. Ends with 1 when it is more than --most times"
            + " that after the first 300.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class ShapesCommand implements Callable<Integer> {

  private static final int FIRST = 300;
  private static final int SIDE = 80;

  @Spec private CommandSpec spec;

  @Option(names = "--shapes", description = "How many sizes (default: ${DEFAULT-VALUE}).")
  private int shapes = 6000;

  @Option(
      names = "--cache",
      paramLabel = "BYTES",
      description = "The limit of the plan cache (default: the library's).")
  private long cache = SessionOptions.defaults().planCacheBytes();

  @Option(names = "--backend", description = "The backend (default: ${DEFAULT-VALUE}).")
  private Backend backend = Backend.AUTO;

  @Option(names = "--most", description = "The ratio to stay below (default: ${DEFAULT-VALUE}).")
  private double most = 1.3;

  @Override
  public Integer call() throws IOException {
    SessionOptions options =
        SessionOptions.defaults().backend(backend).threads(1).planCacheBytes(cache);
    double early = 0;
    double late = 0;
    try (Model model = network();
        Session session = model.openSession(options)) {
      for (int i = 1; i <= shapes; i++) {
        run(session, 16 + i % SIDE, 16 + i / SIDE);
        if (i == FIRST || i == shapes || i % 1000 == 0) {
          late = residentMegabytes();
          early = i == FIRST ? late : early;
          spec.commandLine()
              .getOut()
              .printf("%d shapes: %.0f MB, %,d bytes counted%n", i, late, session.memoryUsed());
          spec.commandLine().getOut().flush();
        }
      }
    }
    spec.commandLine().getOut().printf("ratio %.2f%n", late / early);
    return shapes > FIRST && late / early > most ? 1 : 0;
  }

  private static Model network() {
    NetworkBuilder network = new NetworkBuilder("many-shapes");
    Shape pictures =
        Shape.of(List.of(Dim.symbol("N"), Dim.of(3), Dim.symbol("H"), Dim.symbol("W")));
    Symbol x = network.input("x", DataType.FLOAT, pictures);
    x = Conv2D.of(16, 3).same().activation(Activation.relu()).apply(x);
    x = Conv2D.of(32, 3).same().activation(Activation.relu()).apply(x);
    x = MaxPool2D.of(2).apply(x);
    x = Conv2D.of(32, 3).same().activation(Activation.relu()).apply(x);
    x = new GlobalAvgPool().apply(x);
    x = Dense.of(10).activation(Activation.softmax()).named("y").apply(x);
    return network.build(x).open();
  }

  private static void run(Session session, int height, int width) {
    try (Tensor x = Tensor.allocate(DataType.FLOAT, Shape.of(1, 3, height, width));
        Outputs outputs = session.run(Map.of("x", x))) {
      if (outputs.size() != 1) {
        throw new PerfException("the network has one output, and gave " + outputs.size());
      }
    }
  }

  /** {@code VmRSS} of this process. */
  private static double residentMegabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new PerfException("/proc/self/status tells no VmRSS");
  }
}
