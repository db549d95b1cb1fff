package io.culebra.operators;

import io.culebra.Backend;
import java.util.List;

/** Checks of a model of one node on every backend. */
final class Everywhere {
  private Everywhere() {}

  /** Fails unless every backend gives this first output. */
  static void gives(Answer expected, OneNode node) {
    gives(expected, 0, node);
  }

  /** Fails unless every backend gives this first output, up to a relative tolerance. */
  static void gives(Answer expected, double tolerance, OneNode node) {
    for (Backend backend : Backend.values()) {
      node.run(backend).getFirst().assertIs(expected, tolerance, node + " on " + backend);
    }
  }

  /** Fails unless every backend gives what ONNX Runtime does, up to a relative tolerance. */
  static void agrees(double tolerance, OneNode node) throws Exception {
    List<Answer> expected = node.askOnnxRuntime();
    for (Backend backend : Backend.values()) {
      List<Answer> answers = node.run(backend);
      for (int i = 0; i < answers.size(); i++) {
        answers.get(i).assertIs(expected.get(i), tolerance, node + " on " + backend + ", " + i);
      }
    }
  }
}
