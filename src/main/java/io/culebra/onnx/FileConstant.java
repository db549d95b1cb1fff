package io.culebra.onnx;

import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A constant whose elements lie in a mapped file, from which they are copied when asked for.
 *
 * <p>In a float32 tensor of {@link #FLUSHED_FROM} elements or more, subnormal numbers become zeros:
 * training leaves them behind, they are too small to matter in a weight, and every multiplication
 * with one is many times slower.
 */
final class FileConstant implements Constant {
  /**
   * From this many elements on, a float32 tensor is taken for a weight and loses its subnormal
   * numbers.
   */
  static final long FLUSHED_FROM = 1024;

  private static final int EXPONENT = 0x7f800000;
  private static final int SIGN = 0x80000000;

  private final String name;
  private final DataType dataType;
  private final Shape shape;
  private final MemorySegment bytes;

  /**
   * @param name the tensor and the file as messages name them
   * @param bytes as many bytes as the elements take
   */
  FileConstant(String name, DataType dataType, Shape shape, MemorySegment bytes) {
    this.name = name;
    this.dataType = dataType;
    this.shape = shape;
    this.bytes = bytes;
  }

  @Override
  public DataType dataType() {
    return dataType;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void copyTo(MemorySegment target) {
    try {
      MemorySegment.copy(bytes, 0, target, 0, bytes.byteSize());
    } catch (InternalError e) {
      throw new InvalidModelException(name + ": the file was cut short after it was opened", e);
    }
    if (dataType == DataType.FLOAT && shape.elements() >= FLUSHED_FROM) {
      flushSubnormals(target, shape.elements());
    }
  }

  private static void flushSubnormals(MemorySegment target, long elements) {
    for (long i = 0; i < elements; i++) {
      int bits = target.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i);
      if ((bits & EXPONENT) == 0) {
        target.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i, bits & SIGN);
      }
    }
  }
}
