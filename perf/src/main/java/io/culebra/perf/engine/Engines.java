package io.culebra.perf.engine;

import io.culebra.Culebra;
import io.culebra.kernel.ImplementationProvider;
import io.culebra.perf.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

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

  /** The versions of the engines by name; Culebra's with the commit where there is one. */
  public static Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("culebra", (Culebra.version() + " " + commit()).strip());
    versions.put("onnxruntime", OrtEngine.version());
    for (ImplementationProvider provider : ServiceLoader.load(ImplementationProvider.class)) {
      if (provider.backend().equals("onednn") && provider.availability().available()) {
        Map<String, String> facts = provider.facts();
        versions.put("onednn", facts.get("version") + " " + facts.get("instruction set"));
      }
    }
    return versions;
  }

  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .directory(Home.folder().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
