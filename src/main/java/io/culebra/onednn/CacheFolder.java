package io.culebra.onednn;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the user's cache for this library lies: native libraries are unpacked into it once. */
final class CacheFolder {
  /** The system property that names another folder. */
  static final String PROPERTY = "culebra.cache";

  private CacheFolder() {}

  /** The folder of this user on this machine; it may not exist yet. */
  static Path current() {
    String chosen = System.getProperty(PROPERTY);
    return chosen != null && !chosen.isBlank()
        ? Path.of(chosen).toAbsolutePath()
        : of(Platform.current(), Path.of(System.getProperty("user.home")), System::getenv);
  }

  /** The folder that the platform's conventions give for a home folder and an environment. */
  static Path of(Platform platform, Path home, Function<String, @Nullable String> environment) {
    if (platform.isMac()) {
      return home.resolve("Library").resolve("Caches").resolve("culebra");
    }
    String base = environment.apply(platform.isWindows() ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
    if (base != null && Path.of(base).isAbsolute()) {
      return Path.of(base).resolve("culebra");
    }
    return platform.isWindows()
        ? home.resolve("AppData").resolve("Local").resolve("culebra")
        : home.resolve(".cache").resolve("culebra");
  }
}
