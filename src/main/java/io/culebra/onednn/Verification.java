package io.culebra.onednn;

import io.culebra.cache.Ownership;
import io.culebra.cache.PartialFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * That a file was found to have its SHA-256, remembered beside it with the CRC-32C of the same
 * bytes: the next start reads every byte again, but the CPU has an instruction for the sum, which
 * HotSpot uses from the first call on, where SHA-256 first runs interpreted (93 MB take 26 to 46 ms
 * in place of 290 to 600 on an AMD EPYC, and half a minute under {@code -Xint}).
 *
 * <p>It counts only where nobody but this user and the superuser may write the file, what is
 * remembered of it, and their folder. Both could change this program as well, so what is left is
 * damage by accident, which a CRC-32C tells as reliably as the disk does. Who might write there
 * could forge a CRC; then, and where the file system does not tell who may, the SHA-256 is
 * computed.
 *
 * @param file the file
 * @param checksum the SHA-256 that it has to have, in hexadecimal
 */
record Verification(Path file, String checksum) {
  private static final String SUFFIX = ".verified";
  private static final int CHUNK = 1 << 16;
  private static final int LONGEST_NOTE = 256;

  /** Whether the file is known to have the checksum, and reads as it did then. */
  boolean stands() {
    try {
      return Ownership.isOurs(file)
          && Ownership.isOurs(note())
          && Ownership.isOurs(folder())
          && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.isRegularFile(note(), LinkOption.NOFOLLOW_LINKS)
          && Files.size(note()) < LONGEST_NOTE
          && Files.readString(note()).equals(state());
    } catch (IOException e) {
      return false;
    }
  }

  /** Remembers that the file has the checksum, where that can be; else it is computed again. */
  void remember() {
    if (!Ownership.isTold()) {
      return;
    }
    try (PartialFile partial = PartialFile.create(folder(), file.getFileName() + SUFFIX)) {
      partial.output().write(state().getBytes(StandardCharsets.US_ASCII));
      partial.moveTo(note());
    } catch (IOException e) {
      // A folder of the superuser's that holds the files already need not be writable.
    }
  }

  private Path folder() {
    return Objects.requireNonNull(file.getParent());
  }

  private Path note() {
    return file.resolveSibling(file.getFileName() + SUFFIX);
  }

  private String state() throws IOException {
    CRC32C sum = new CRC32C();
    long size = 0;
    ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(buffer) >= 0) {
        size += buffer.flip().remaining();
        sum.update(buffer);
        buffer.clear();
      }
    }
    return String.format(Locale.ROOT, "%s %d %08x%n", checksum, size, sum.getValue());
  }
}
