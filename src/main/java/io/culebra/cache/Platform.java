package io.culebra.cache;

import java.lang.foreign.Linker;
import java.util.Locale;

/**
 * An operating system and a processor, as the folders of native libraries are named.
 *
 * @param os {@code linux}, {@code macosx}, {@code windows}, or what the JVM calls another one
 * @param arch {@code x86_64}, {@code arm64}, or what the JVM calls another one
 */
public record Platform(String os, String arch) {
  /** The platform that this JVM runs on. */
  public static Platform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** The platform that the JVM describes by these two properties. */
  public static Platform of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String arch = osArch.toLowerCase(Locale.ROOT);
    return new Platform(
        os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : os,
        switch (arch) {
          case "amd64", "x86-64" -> "x86_64";
          case "aarch64" -> "arm64";
          default -> arch;
        });
  }

  public boolean isWindows() {
    return os.equals("windows");
  }

  public boolean isMac() {
    return os.equals("macosx");
  }

  /**
   * Whether this is a Linux whose C library is not glibc, so that libraries built for glibc do not
   * load.
   */
  public boolean isForeignLibc() {
    return os.equals("linux")
        && Linker.nativeLinker().defaultLookup().find("gnu_get_libc_version").isEmpty();
  }

  /** The name of the folder: {@code linux-x86_64}. */
  @Override
  public String toString() {
    return os + "-" + arch;
  }
}
