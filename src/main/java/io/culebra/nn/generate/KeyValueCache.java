package io.culebra.nn.generate;

import io.culebra.TensorInfo;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The keys and values of one sequence, in tensors whose length is a power of two: a run writes new
 * rows into them in place, and only when they are full do their rows move into tensors of twice the
 * length.
 */
final class KeyValueCache implements AutoCloseable {
  private static final String PAST = "past_";
  private static final String PRESENT = "present_";
  private static final int SHORTEST = 64;

  private final List<String> names = new ArrayList<>();
  private final List<Long> widths = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private int room;

  /** An empty cache for a model's inputs {@code past_*}, batch x room x size. */
  KeyValueCache(List<TensorInfo> inputs) {
    for (TensorInfo info : inputs) {
      if (info.name().startsWith(PAST)) {
        Shape shape = info.type().shape();
        if (shape == null || shape.rank() != 3 || !shape.dim(2).isKnown()) {
          throw new InvalidModelException("the cache " + info + " is not batch x room x size");
        }
        names.add(info.name().substring(PAST.length()));
        widths.add(shape.size(2));
      }
    }
  }

  /** How many rows have a place. */
  int room() {
    return room;
  }

  /**
   * Makes room.
   *
   * @param rows how many there will be
   * @param used how many there are
   * @param longest how many there can ever be
   */
  void reserve(int rows, int used, int longest) {
    if (rows <= room) {
      return;
    }
    int bucket = Math.min(Math.max(SHORTEST, ceilingPowerOfTwo(rows)), longest);
    List<Tensor> before = List.copyOf(tensors);
    tensors.clear();
    try {
      for (int i = 0; i < names.size(); i++) {
        Tensor tensor = Tensor.allocate(DataType.FLOAT, Shape.of(1, bucket, widths.get(i)));
        tensors.add(tensor);
        if (used > 0) {
          MemorySegment.copy(
              before.get(i).segment(), 0, tensor.segment(), 0, used * widths.get(i) * Float.BYTES);
        }
      }
    } finally {
      before.forEach(Tensor::close);
    }
    room = bucket;
  }

  static int ceilingPowerOfTwo(int number) {
    return number <= 1 ? 1 : Integer.highestOneBit(number - 1) << 1;
  }

  /** Adds the tensors as inputs and as outputs of a run. */
  void addTo(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    for (int i = 0; i < names.size(); i++) {
      Tensor tensor = Objects.requireNonNull(tensors.get(i));
      inputs.put(PAST + names.get(i), tensor);
      outputs.put(PRESENT + names.get(i), tensor);
    }
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
    tensors.clear();
    room = 0;
  }
}
