package io.culebra.perf;

import java.nio.file.Path;

/**
 * The folder of the harness, which the launcher tells in the property {@code culebra.perf.home}.
 */
public final class Home {

  private Home() {}

  /** The folder that holds the launchers and {@code results/}. */
  public static Path folder() {
    return Path.of(System.getProperty("culebra.perf.home", "perf")).toAbsolutePath();
  }

  /** A file inside the folder. */
  public static Path resolve(String path) {
    return folder().resolve(path).normalize();
  }
}
