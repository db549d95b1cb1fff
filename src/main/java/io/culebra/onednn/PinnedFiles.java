package io.culebra.onednn;

import io.culebra.cache.CacheFolder;
import io.culebra.cache.PartialFile;
import io.culebra.cache.Platform;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The native libraries that come as resources with the class path, pinned by their SHA-256:
 * unpacked into a folder that is named by the checksums, so that versions never meet, and reused
 * from there as long as the checksums hold.
 */
final class PinnedFiles {
  private static final String ROOT = "META-INF/culebra/onednn/";
  private static final String INDEX = "SHA256SUMS";

  /** The folder in the cache that holds a folder for each version. */
  private static final String FOLDER = "onednn";

  private final ClassLoader loader;
  private final String folder;
  private final String index;

  private PinnedFiles(ClassLoader loader, String folder, String index) {
    this.loader = loader;
    this.folder = folder;
    this.index = index;
  }

  /**
   * The libraries for this platform among the resources of a class loader; null where there are
   * none.
   */
  static @Nullable PinnedFiles find(ClassLoader loader, Platform platform) throws IOException {
    String folder = ROOT + platform + "/";
    URL index = loader.getResource(folder + INDEX);
    if (index == null) {
      return null;
    }
    try (InputStream in = index.openStream()) {
      return new PinnedFiles(loader, folder, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * Makes sure that the libraries lie in a folder below {@code cache}, whole and unchanged.
   *
   * @return the libraries, each after those that it needs
   */
  List<Path> unpack(Path cache) throws IOException {
    MessageDigest digest = sha256();
    String version = hex(digest.digest(index.getBytes(StandardCharsets.UTF_8))).substring(0, 16);
    Path target = PartialFile.folder(cache.resolve(FOLDER).resolve(version));
    List<Path> files = new ArrayList<>();
    for (String line : index.lines().filter(l -> !l.isBlank()).toList()) {
      String checksum = line.substring(0, 64);
      String name = line.substring(64).strip();
      files.add(unpack(name, checksum, target));
    }
    return files;
  }

  /**
   * Deletes what processes that were killed left in a cache, of whatever version, if it is of this
   * user.
   */
  static void sweep(CacheFolder cache) {
    Path folder = cache.path();
    if (folder == null || !cache.isOurs()) {
      return;
    }
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder.resolve(FOLDER))) {
      versions.forEach(PartialFile::sweep);
    } catch (IOException | DirectoryIteratorException e) {
      // It may not be there, or not be ours to read; nothing depends on it.
    }
  }

  private Path unpack(String name, String checksum, Path folder) throws IOException {
    Path file = folder.resolve(name);
    Verification verification = new Verification(file, checksum);
    if (verification.stands()) {
      return file;
    }
    if (!Files.isRegularFile(file) || !checksum.equals(checksumOf(file))) {
      replace(file, folder, checksum);
    }
    verification.remember();
    return file;
  }

  private void replace(Path file, Path folder, String checksum) throws IOException {
    String name = folder.relativize(file).toString();
    try (PartialFile partial = PartialFile.create(folder, name)) {
      String actual = copy(name, partial.output());
      if (!checksum.equals(actual)) {
        throw new IOException(
            name + " has the SHA-256 " + actual + ", which is not the pinned " + checksum);
      }
      partial.moveTo(file);
    }
  }

  private String copy(String name, OutputStream to) throws IOException {
    InputStream resource = loader.getResourceAsStream(folder + name);
    if (resource == null) {
      throw new FileNotFoundException(name + " is listed in " + INDEX + " and not there");
    }
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(resource, digest)) {
      in.transferTo(to);
    }
    return hex(digest.digest());
  }

  private static String checksumOf(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 20];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return hex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
