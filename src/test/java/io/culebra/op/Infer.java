package io.culebra.op;

import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inputs of one operator, collected for a test of what it infers. */
final class Infer {
  private final Op op;
  private final List<@Nullable TensorType> types = new ArrayList<>();
  private final List<@Nullable Constant> constants = new ArrayList<>();

  private Infer(Op op) {
    this.op = op;
  }

  static Infer of(Op op) {
    return new Infer(op);
  }

  /**
   * A float32 input whose shape is written as {@code 2xNx?}, {@code scalar}, or {@code *} for an
   * unknown rank.
   */
  Infer f32(String shape) {
    return input(DataType.FLOAT, shape);
  }

  Infer input(DataType type, String shape) {
    types.add(new TensorType(type, shape(shape)));
    constants.add(null);
    return this;
  }

  Infer integers(long... numbers) {
    return constant(Tensor.of(numbers, numbers.length));
  }

  Infer constant(Tensor tensor) {
    types.add(tensor.type());
    constants.add(Constant.of(tensor));
    return this;
  }

  Infer absent() {
    types.add(null);
    constants.add(null);
    return this;
  }

  OpInputs inputs() {
    return new OpInputs(op.name() + " 'test'", types, constants, 1);
  }

  List<TensorType> outputs() {
    return op.infer(inputs());
  }

  /** Type and shape of the first output, such as {@code FLOAT 1x3}. */
  String first() {
    return output(0);
  }

  String output(int i) {
    return outputs().get(i).toString();
  }

  static @Nullable Shape shape(String text) {
    if (text.equals("*")) {
      return null;
    }
    if (text.equals("scalar")) {
      return Shape.scalar();
    }
    List<Dim> dims = new ArrayList<>();
    for (String dim : text.split("x", -1)) {
      dims.add(
          dim.equals("?")
              ? Dim.unknown()
              : dim.matches("[0-9]+") ? Dim.of(Long.parseLong(dim)) : Dim.symbol(dim));
    }
    return Shape.of(dims);
  }
}
