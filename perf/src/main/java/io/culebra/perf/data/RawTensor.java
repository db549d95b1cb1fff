package io.culebra.perf.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A named tensor: row-major elements in a direct buffer of native byte order, read and written by
 * absolute index.
 *
 * @param dims its shape; empty for a scalar
 */
public record RawTensor(String name, ElementType type, long[] dims, ByteBuffer data) {

  /** A tensor of zeros. */
  public static RawTensor zeros(String name, ElementType type, long[] dims) {
    int bytes = Math.toIntExact(Math.multiplyExact(count(dims), type.bytes()));
    ByteBuffer data = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    return new RawTensor(name, type, dims, data);
  }

  /** The number of elements. */
  public int size() {
    return data.capacity() / type.bytes();
  }

  /** The element with this row-major index. */
  public double get(int index) {
    return type.get(data, index);
  }

  private static long count(long[] dims) {
    long count = 1;
    for (long dim : dims) {
      count = Math.multiplyExact(count, dim);
    }
    return count;
  }
}
