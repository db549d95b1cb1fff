package io.culebra.nn.weights;

import io.culebra.tensor.InvalidInputException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Whole blocks of bytes through channels that may take or give less at a time. */
public final class Transfer {
  private static final long PART = 1 << 26;

  private Transfer() {}

  /**
   * Fills a buffer and flips it.
   *
   * @throws InvalidInputException if there are not so many bytes
   */
  static ByteBuffer read(ReadableByteChannel from, ByteBuffer to, String where) throws IOException {
    while (to.hasRemaining()) {
      if (from.read(to) < 0) {
        throw new InvalidInputException(where + ": cut short");
      }
    }
    return to.flip();
  }

  /**
   * Fills a segment.
   *
   * @throws InvalidInputException if there are not so many bytes
   */
  public static void read(ReadableByteChannel from, MemorySegment to, String where)
      throws IOException {
    for (long done = 0; done < to.byteSize(); ) {
      long part = Math.min(to.byteSize() - done, PART);
      read(from, to.asSlice(done, part).asByteBuffer(), where);
      done += part;
    }
  }

  /** Writes a whole segment. */
  public static void write(WritableByteChannel to, MemorySegment from) throws IOException {
    for (long done = 0; done < from.byteSize(); ) {
      long part = Math.min(from.byteSize() - done, PART);
      ByteBuffer bytes = from.asSlice(done, part).asByteBuffer();
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
      done += part;
    }
  }
}
