package io.culebra.cli;

import io.culebra.TensorInfo;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Makes inputs that any model can take, the same every time: floats are normal numbers, integers
 * small token ids; an input named {@code …mask…} is ones, one named {@code …type…} or {@code start}
 * zeros.
 */
final class SeededInputs {
  private static final int SEED = 42;

  /** Every vocabulary has so many entries. */
  private static final int TOKENS = 100;

  private SeededInputs() {}

  /** A tensor for every input, by name; the caller closes them. */
  static Map<String, Tensor> of(List<TensorInfo> inputs, Map<String, Shape> shapes) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (TensorInfo input : inputs) {
      Shape shape = shapes.get(input.name());
      if (shape != null) {
        tensors.put(input.name(), of(input, shape));
      }
    }
    return tensors;
  }

  /** A tensor for one input. */
  static Tensor of(TensorInfo input, Shape shape) {
    Tensor tensor = Tensor.allocate(input.type().dataType(), shape);
    Random random = new Random(SEED + input.name().hashCode());
    String name = input.name().toLowerCase(Locale.ROOT);
    int constant =
        name.contains("mask") ? 1 : name.contains("type") || name.equals("start") ? 0 : -1;
    fill(tensor, random, constant);
    return tensor;
  }

  private static void fill(Tensor tensor, Random random, int constant) {
    MemorySegment to = tensor.segment();
    long count = tensor.shape().elements();
    for (long i = 0; i < count; i++) {
      long integer = constant >= 0 ? constant : random.nextInt(TOKENS);
      double number = constant >= 0 ? constant : random.nextGaussian();
      switch (tensor.dataType()) {
        case FLOAT -> to.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) number);
        case DOUBLE -> to.setAtIndex(ValueLayout.JAVA_DOUBLE, i, number);
        case FLOAT16 ->
            to.setAtIndex(ValueLayout.JAVA_SHORT, i, Float.floatToFloat16((float) number));
        case INT64, UINT64 -> to.setAtIndex(ValueLayout.JAVA_LONG, i, integer);
        case INT32, UINT32 -> to.setAtIndex(ValueLayout.JAVA_INT, i, (int) integer);
        case INT16, UINT16 -> to.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) integer);
        case INT8, UINT8 -> to.set(ValueLayout.JAVA_BYTE, i, (byte) integer);
        case BOOL -> to.set(ValueLayout.JAVA_BYTE, i, (byte) 1);
        default ->
            throw new InvalidInputException(
                "random numbers of type " + tensor.dataType() + " are not made");
      }
    }
  }
}
