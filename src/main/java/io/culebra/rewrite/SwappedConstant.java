package io.culebra.rewrite;

import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** A constant with two neighbouring axes of its elements swapped, which is done when it is read. */
final class SwappedConstant implements Constant {
  private final Constant source;
  private final long outer;
  private final long first;
  private final long second;
  private final long inner;

  /** The source seen as outer x first x second x inner becomes outer x second x first x inner. */
  SwappedConstant(Constant source, long outer, long first, long second, long inner) {
    this.source = source;
    this.outer = outer;
    this.first = first;
    this.second = second;
    this.inner = inner;
  }

  @Override
  public DataType dataType() {
    return source.dataType();
  }

  @Override
  public Shape shape() {
    return source.shape();
  }

  @Override
  public void copyTo(MemorySegment target) {
    long run = dataType().bytes(inner);
    try (Tensor tensor = source.toTensor()) {
      MemorySegment from = tensor.segment();
      long to = 0;
      for (long o = 0; o < outer; o++) {
        for (long s = 0; s < second; s++) {
          for (long f = 0; f < first; f++, to += run) {
            MemorySegment.copy(from, ((o * first + f) * second + s) * run, target, to, run);
          }
        }
      }
    }
  }
}
