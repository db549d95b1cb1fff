package io.culebra.perf.fill;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.culebra.perf.onnx.OnnxFile;
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
    ModelProto filled = new WeightFiller(seed).fill(OnnxFile.read(model));
    ActivationCheck.Findings findings = ActivationCheck.run(filled);
    OnnxFile.write(filled, out);
    spec.commandLine()
        .getOut()
        .printf(
            "%s: largest activation %.3g, at least %.0f %% of each not zero, the output changes by"
                + " %.2g with the input%n",
            out, findings.largest(), 100 * findings.fewestNonzero(), findings.change());
    return 0;
  }
}
