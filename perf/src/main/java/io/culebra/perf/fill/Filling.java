package io.culebra.perf.fill;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.culebra.perf.PerfException;
import io.culebra.perf.onnx.OnnxFile;
import java.nio.file.Path;

/** Fills a model and checks it. */
public final class Filling {

  private Filling() {}

  /**
   * Writes {@code model} with seeded weights to {@code out}; nothing is written when the check
   * fails.
   *
   * @return what the check saw, for a human reader
   * @throws PerfException if the model has no weights to fill or the filled one is unsound
   */
  public static String fill(Path model, long seed, Path out) {
    ModelProto filled = new WeightFiller(seed).fill(OnnxFile.read(model));
    ActivationCheck.Findings findings = ActivationCheck.run(filled);
    OnnxFile.write(filled, out);
    return "largest activation %.3g, at least %.0f %% of each not zero, the output changes by %.2g with the input"
        .formatted(findings.largest(), 100 * findings.fewestNonzero(), findings.change());
  }
}
