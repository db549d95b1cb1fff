package io.culebra.perf.fill;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.culebra.perf.PerfException;
import io.culebra.perf.data.Difference;
import io.culebra.perf.data.Inputs;
import io.culebra.perf.data.RawTensor;
import io.culebra.perf.engine.OrtEngine;
import io.culebra.perf.onnx.OnnxFile;
import io.culebra.perf.onnx.Outputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs a filled model in ONNX Runtime on two inputs and says whether it can tell a right engine
 * from a wrong one: every value is finite, not huge and not mostly zeros, and what comes before a
 * last Softmax depends on the input.
 */
final class ActivationCheck {

  /**
   * What a sound model showed.
   *
   * @param largest the largest absolute value of any activation
   * @param fewestNonzero the smallest share of elements of any activation that are not zero
   * @param change the smallest difference that the second input made to an output
   */
  record Findings(double largest, double fewestNonzero, double change) {}

  private static final double LARGEST_ALLOWED = 1e4;
  private static final double FEWEST_NONZERO_ALLOWED = 0.02;

  /** Ten times the error that a comparison of two engines lets pass. */
  private static final double LEAST_CHANGE = 1e-2;

  private double largest;
  private double fewestNonzero = 1;
  private double change = Double.POSITIVE_INFINITY;

  private ActivationCheck() {}

  /**
   * Checks the model.
   *
   * @throws PerfException naming the first value that is out of range, or an output that does not
   *     change with the input
   */
  static Findings run(ModelProto model) {
    Inputs inputs = new Inputs(model, Map.of());
    ActivationCheck check = new ActivationCheck();
    try {
      Path copy = Files.createTempFile("fill-check", ".onnx");
      try {
        OnnxFile.write(Outputs.everyValue(model), copy);
        try (OrtEngine engine = OrtEngine.open(copy, Runtime.getRuntime().availableProcessors())) {
          engine.bind(inputs.make(1));
          List<RawTensor> first = engine.outputs();
          first.forEach(check::inRange);
          engine.bind(inputs.make(2));
          check.changes(resultNames(model), first, engine.outputs());
        }
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      throw new PerfException("cannot keep the copy to check: " + e, e);
    }
    return new Findings(check.largest, check.fewestNonzero, check.change);
  }

  private static Set<String> resultNames(ModelProto model) {
    return Outputs.beforeSoftmax(model).getGraph().getOutputList().stream()
        .map(ValueInfoProto::getName)
        .collect(Collectors.toSet());
  }

  private void inRange(RawTensor value) {
    if (!value.type().isFloating()) {
      return;
    }
    int nonzero = 0;
    for (int i = 0; i < value.size(); i++) {
      double magnitude = Math.abs(value.get(i));
      if (!(magnitude <= LARGEST_ALLOWED)) {
        throw new PerfException("activation " + value.name() + " holds " + value.get(i));
      }
      nonzero += magnitude > 0 ? 1 : 0;
      largest = Math.max(largest, magnitude);
    }
    double share = (double) nonzero / value.size();
    if (share < FEWEST_NONZERO_ALLOWED) {
      throw new PerfException(
          "activation %s is dead: %.1f %% of it is not zero".formatted(value.name(), 100 * share));
    }
    fewestNonzero = Math.min(fewestNonzero, share);
  }

  private void changes(Set<String> results, List<RawTensor> first, List<RawTensor> second) {
    for (int i = 0; i < first.size(); i++) {
      RawTensor value = first.get(i);
      if (results.contains(value.name())) {
        double difference = Difference.between(second.get(i), value).error();
        if (difference < LEAST_CHANGE) {
          throw new PerfException(
              "output %s changes by only %.2g with the input".formatted(value.name(), difference));
        }
        change = Math.min(change, difference);
      }
    }
  }
}
