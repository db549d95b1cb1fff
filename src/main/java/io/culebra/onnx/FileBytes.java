package io.culebra.onnx;

import io.culebra.tensor.CulebraException;
import io.culebra.tensor.DataType;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The bytes of a file. Only regular files are opened: a FIFO would keep the caller waiting for
 * somebody who writes, and a device has effects of its own.
 */
public final class FileBytes {
  private static final int CHUNK = 1 << 20;

  private FileBytes() {}

  /** Something else than a regular file lies at a path. */
  public static final class NotAFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private NotAFileException(String message) {
      super(message);
    }
  }

  /**
   * Makes sure that a path leads to a regular file, through symbolic links too, before it is
   * opened.
   *
   * @throws NotAFileException if it leads to something else; the message tells what
   * @throws IOException if it leads nowhere
   */
  public static void requireRegular(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new NotAFileException(
          attributes.isDirectory()
              ? "this is a folder, not a file"
              : "this is a FIFO, a socket or a device, not a file");
    }
  }

  /**
   * The bytes of a regular file, which stay as long as somebody holds the segment: mapped, or,
   * where the file lies in another file system than the default one (in a zip file, say), copied
   * into native memory.
   *
   * @throws NotAFileException if it is no regular file
   * @throws MemoryLimitException if a copy needs more native memory than there is, or than the
   *     account of this thread allows
   */
  static MemorySegment of(Path file) throws IOException {
    if (file.getFileSystem().equals(FileSystems.getDefault())) {
      requireRegular(file);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      }
    }
    try {
      requireRegular(file);
      try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
        return copy(channel, file);
      }
    } catch (MemoryLimitException e) {
      throw new MemoryLimitException(file + ": " + e.getMessage(), e);
    } catch (CulebraException e) {
      throw e;
    } catch (RuntimeException e) {
      // Other file systems throw what they like: that they are closed, that they cannot do this.
      throw new IOException("its file system: " + e, e);
    }
  }

  private static MemorySegment copy(SeekableByteChannel channel, Path file) throws IOException {
    long size = channel.size();
    MemorySegment bytes = Tensor.allocate(DataType.UINT8, Shape.of(size)).segment();
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, CHUNK));
    for (long done = 0; done < size; done += buffer.limit()) {
      buffer.clear().limit((int) Math.min(size - done, CHUNK));
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new EOFException(file + " has less than the " + size + " bytes that it tells");
        }
      }
      MemorySegment.copy(MemorySegment.ofBuffer(buffer.flip()), 0, bytes, done, buffer.limit());
    }
    return bytes;
  }
}
