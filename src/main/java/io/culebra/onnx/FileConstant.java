package io.culebra.onnx;

import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;

/** A constant whose elements lie in a mapped file, from which they are copied when asked for. */
final class FileConstant implements Constant {
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
  }
}
