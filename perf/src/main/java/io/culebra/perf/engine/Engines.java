package io.culebra.perf.engine;

import java.nio.file.Path;
import java.util.Map;

/** Opens engines by name. */
public final class Engines {

  private Engines() {}

  /** Loads a model into the contender's engine. */
  public static Engine open(Contender contender, Path model) {
    return switch (contender.kind()) {
      case ONNXRUNTIME -> OrtEngine.open(model, contender.threads());
      case CULEBRA -> CulebraEngine.open(model, contender.backend(), contender.threads());
    };
  }

  /** The versions of the engines by name. */
  public static Map<String, String> versions() {
    return Map.of("onnxruntime", OrtEngine.version());
  }
}
