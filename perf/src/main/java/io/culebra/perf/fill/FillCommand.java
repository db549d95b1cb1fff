package io.culebra.perf.fill;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perf/fill}: reads a model, fills it, checks it, writes it. */
@Command(
    name = "fill",
    description =
        "Replaces weights made by ConstantOfShape by seeded random ones that behave like trained"
            + " weights, and checks in ONNX Runtime that activations stay in range and that the"
            + " output changes with the input.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class FillCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The ONNX file to fill.")
  private Path model;

  @Option(names = "--seed", description = "Seed of the weights (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The ONNX file to write.")
  private Path out;

  @Override
  public Integer call() {
    String findings = Filling.fill(model, seed, out);
    spec.commandLine().getOut().println(out + ": " + findings);
    return 0;
  }
}
