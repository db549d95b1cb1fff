package io.culebra.onednn;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.GRU;
import io.culebra.op.LSTM;
import io.culebra.op.Recurrent;
import io.culebra.tensor.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * The tensors of a recurrent operator as oneDNN's primitives see them: one layer; the weights with
 * the input in front of gates and units; gates in the order input, forget, cell, output.
 *
 * @param steps places of a sequence
 * @param batch sequences
 * @param width of what stands at a place
 * @param hidden of the state
 * @param ways directions
 * @param gates for each of oneDNN's gates, which of the operator's it is
 */
record RecurrentForm(
    long steps, long batch, long width, long hidden, long ways, List<Integer> gates) {
  static RecurrentForm of(KernelSpec spec, Recurrent op) {
    Shape x = spec.input(0).shape();
    List<Integer> gates =
        switch (op) {
          case LSTM _ -> List.of(0, 2, 3, 1);
          case GRU _ -> List.of(0, 1, 2);
          default -> List.of(0);
        };
    return new RecurrentForm(
        x.size(0), x.size(1), x.size(2), op.hiddenSize(), op.direction().count(), gates);
  }

  MemorySegment srcLayer(Arena arena) {
    return MemoryDescs.dense(arena, steps, batch, width);
  }

  /** The results of both directions one behind the other. */
  MemorySegment dstLayer(Arena arena) {
    return MemoryDescs.dense(arena, steps, batch, ways * hidden);
  }

  long dstLayerBytes() {
    return steps * batch * ways * hidden * Float.BYTES;
  }

  MemorySegment state(Arena arena) {
    return MemoryDescs.dense(arena, 1, ways, batch, hidden);
  }

  long stateBytes() {
    return ways * batch * hidden * Float.BYTES;
  }

  /** Weights that are multiplied with rows of this many elements, as oneDNN likes them. */
  MemorySegment anyWeights(Arena arena, long inputs) {
    return MemoryDescs.any(arena, 1, ways, inputs, gates.size(), hidden);
  }

  /** The same as they lie in the model, once the gates are in order. */
  MemorySegment plainWeights(Arena arena, long inputs) {
    long gate = hidden * inputs;
    long way = gates.size() * gate;
    return MemoryDescs.strided(
        arena,
        new long[] {1, ways, inputs, gates.size(), hidden},
        new long[] {ways * way, way, 1, gate, inputs});
  }

  /** Numbers for each unit of so many gates. */
  MemorySegment perUnit(Arena arena, int count) {
    return MemoryDescs.dense(arena, 1, ways, count, hidden);
  }

  /** Copies the weights of all directions with the gates in oneDNN's order. */
  void arrangeWeights(MemorySegment from, MemorySegment to, long inputs) {
    long gate = hidden * inputs * Float.BYTES;
    for (long way = 0; way < ways; way++) {
      for (int i = 0; i < gates.size(); i++) {
        long first = way * gates.size();
        MemorySegment.copy(from, (first + gates.get(i)) * gate, to, (first + i) * gate, gate);
      }
    }
  }

  /** Copies peepholes, which lie in the order input, output, forget. */
  void arrangePeepholes(MemorySegment from, MemorySegment to) {
    List<Integer> order = List.of(0, 2, 1);
    long gate = hidden * Float.BYTES;
    for (long way = 0; way < ways; way++) {
      for (int i = 0; i < order.size(); i++) {
        long first = way * order.size();
        MemorySegment.copy(from, (first + order.get(i)) * gate, to, (first + i) * gate, gate);
      }
    }
  }

  /**
   * Adds the biases of the products with the input and with the state up.
   *
   * @param apart whether the last gate's of the state stand behind the others instead
   */
  void arrangeBiases(MemorySegment from, MemorySegment to, boolean apart) {
    int count = gates.size();
    int wanted = apart ? count + 1 : count;
    for (long way = 0; way < ways; way++) {
      for (int i = 0; i < wanted; i++) {
        int gate = gates.get(Math.min(i, count - 1));
        for (long unit = 0; unit < hidden; unit++) {
          float ofInput = get(from, (way * 2 * count + gate) * hidden + unit);
          float ofState = get(from, (way * 2 * count + count + gate) * hidden + unit);
          boolean alone = apart && i >= count - 1;
          float sum = alone ? (i == count ? ofState : ofInput) : ofInput + ofState;
          to.setAtIndex(ValueLayout.JAVA_FLOAT, (way * wanted + i) * hidden + unit, sum);
        }
      }
    }
  }

  private static float get(MemorySegment floats, long index) {
    return floats.getAtIndex(ValueLayout.JAVA_FLOAT, index);
  }
}
