package io.culebra.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A folder for what the library keeps on this machine, native code and measured times, or why it is
 * none.
 *
 * @param name what it is, as messages call it
 * @param path where it lies; it may not exist yet; null where it cannot be named
 * @param problem why it cannot be named; empty where it can
 * @param among whether it lies in a folder where other users make files, too
 */
public record CacheFolder(String name, @Nullable Path path, String problem, boolean among) {
  /** The system property that names the folder. */
  public static final String PROPERTY = "culebra.cache";

  private static final String OWN = "culebra";
  private static final String HOME = "user.home";
  private static final String TEMPORARY = "java.io.tmpdir";

  /** The folders of this user on this machine, in the order in which they are to be tried. */
  public static List<CacheFolder> candidates() {
    return candidates(Platform.current(), System::getProperty, System::getenv);
  }

  /**
   * The folder that the user names, and no other; else the one that the platform's conventions
   * give, and a private one among the temporary files.
   */
  public static List<CacheFolder> candidates(
      Platform platform,
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment) {
    String chosen = properties.apply(PROPERTY);
    if (chosen != null && !chosen.isBlank()) {
      return List.of(named("-D" + PROPERTY, chosen, false));
    }
    return List.of(
        ofUser(platform, properties, environment),
        absolute(TEMPORARY, properties.apply(TEMPORARY), true, temporaryName()));
  }

  private static CacheFolder ofUser(
      Platform platform,
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment) {
    if (!platform.isMac()) {
      String variable = platform.isWindows() ? "LOCALAPPDATA" : "XDG_CACHE_HOME";
      CacheFolder folder = absolute(variable, environment.apply(variable), false, OWN);
      if (folder.path != null) {
        return folder;
      }
    }
    String home = properties.apply(HOME);
    if (platform.isMac()) {
      return absolute(HOME, home, false, "Library", "Caches", OWN);
    }
    return platform.isWindows()
        ? absolute(HOME, home, false, "AppData", "Local", OWN)
        : absolute(HOME, home, false, ".cache", OWN);
  }

  /** Users do not meet in one folder. */
  private static String temporaryName() {
    return Ownership.isTold() ? OWN + "-" + Ownership.user() : OWN;
  }

  /** What lies below a folder that only an absolute path can name. */
  private static CacheFolder absolute(
      String name, @Nullable String base, boolean among, String... below) {
    String given = base == null ? "" : base;
    CacheFolder folder = named(name, given, among);
    Path path = folder.path;
    if (path == null) {
      return folder;
    }
    if (!Path.of(given).isAbsolute()) {
      return new CacheFolder(
          name, null, name + " is '" + given + "', which is no absolute path", among);
    }
    for (String part : below) {
      path = path.resolve(part);
    }
    return new CacheFolder(name, path, "", among);
  }

  private static CacheFolder named(String name, String path, boolean among) {
    try {
      return new CacheFolder(name, Path.of(path).toAbsolutePath(), "", among);
    } catch (InvalidPathException e) {
      return new CacheFolder(
          name, null, name + " is no path that this JVM can write: " + e.getReason(), among);
    }
  }

  /**
   * The folder, made if it is not there.
   *
   * @throws IOException if it cannot be made, or others have their hands in it
   */
  public Path open() throws IOException {
    Path folder = path;
    if (folder == null) {
      throw new IOException(problem);
    }
    if (among) {
      Ownership.makePrivate(folder);
      return folder;
    }
    return Files.createDirectories(folder);
  }

  /** Whether the folder is there, and nobody but this user has had his hands in it. */
  public boolean isOurs() {
    try {
      return path != null && Files.isDirectory(path) && (!among || Ownership.isOurs(path));
    } catch (IOException e) {
      return false;
    }
  }

  /** The folder as messages show it. */
  @Override
  public String toString() {
    return path == null ? name : path + " (by " + name + ")";
  }
}
