package io.culebra.op;

import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the inputs of one operator at the time its outputs are inferred. An optional
 * input that the node leaves out is absent.
 */
public final class OpInputs {
  /** How many elements {@link #integers} reads at most. */
  public static final int MOST_INTEGERS = 1 << 16;

  private final String where;
  private final List<? extends @Nullable TensorType> types;
  private final List<? extends @Nullable Constant> constants;
  private final int outputs;

  /**
   * @param where the node as messages name it
   * @param types a type per input, null where it is absent
   * @param constants the value per input, null where it is absent or not constant
   * @param outputs how many outputs the node has, absent ones in between included
   */
  public OpInputs(
      String where,
      List<? extends @Nullable TensorType> types,
      List<? extends @Nullable Constant> constants,
      int outputs) {
    this.where = where;
    this.types = types;
    this.constants = constants;
    this.outputs = outputs;
  }

  /** The number of inputs, absent ones in between included. */
  public int count() {
    return types.size();
  }

  /** The same with only the first {@code n} inputs. */
  public OpInputs first(int n) {
    return n >= count()
        ? this
        : new OpInputs(where, types.subList(0, n), constants.subList(0, n), outputs);
  }

  /** The number of outputs that the node has. */
  public int outputs() {
    return outputs;
  }

  /** Whether input {@code i} is there. */
  public boolean has(int i) {
    return i < types.size() && types.get(i) != null;
  }

  /** The type of input {@code i}; fails where it is absent. */
  public TensorType type(int i) {
    TensorType type = i < types.size() ? types.get(i) : null;
    if (type == null) {
      throw fail("input " + i + " is missing");
    }
    return type;
  }

  /** The element type of input {@code i}; fails where it is absent. */
  public DataType dataType(int i) {
    return type(i).dataType();
  }

  /** The shape of input {@code i}, perhaps with symbols; null where not even its rank is known. */
  public @Nullable Shape shape(int i) {
    return type(i).shape();
  }

  /** The value of input {@code i} where it is constant, else null. */
  public @Nullable Constant constant(int i) {
    return i < constants.size() ? constants.get(i) : null;
  }

  /**
   * The elements of a constant int64 or int32 input; null where it is absent or not constant. For
   * sizes, axes and the like: fails where there are more than {@link #MOST_INTEGERS}.
   */
  public long @Nullable [] integers(int i) {
    Constant constant = constant(i);
    if (constant == null) {
      return null;
    }
    if (constant.shape().elements() > MOST_INTEGERS) {
      throw fail("input " + i + " has more than " + MOST_INTEGERS + " elements");
    }
    try (Tensor tensor = constant.toTensor()) {
      return switch (tensor.dataType()) {
        case INT64 -> tensor.toLongArray();
        case INT32 -> {
          int[] values = tensor.toIntArray();
          long[] wide = new long[values.length];
          for (int k = 0; k < wide.length; k++) {
            wide[k] = values[k];
          }
          yield wide;
        }
        default -> throw fail("input " + i + " must be an integer tensor, not " + tensor.type());
      };
    }
  }

  /**
   * The only element of a constant input of a number; null where it is absent, not constant or not
   * one number.
   */
  public @Nullable Double number(int i) {
    Constant constant = constant(i);
    if (constant == null || constant.shape().elements() != 1) {
      return null;
    }
    try (Tensor tensor = constant.toTensor()) {
      MemorySegment data = tensor.segment();
      return switch (tensor.dataType()) {
        case FLOAT -> (double) data.get(ValueLayout.JAVA_FLOAT, 0);
        case DOUBLE -> data.get(ValueLayout.JAVA_DOUBLE, 0);
        case FLOAT16 -> (double) Float.float16ToFloat(data.get(ValueLayout.JAVA_SHORT, 0));
        case INT64 -> (double) data.get(ValueLayout.JAVA_LONG, 0);
        case INT32 -> (double) data.get(ValueLayout.JAVA_INT, 0);
        case INT16 -> (double) data.get(ValueLayout.JAVA_SHORT, 0);
        case INT8 -> (double) data.get(ValueLayout.JAVA_BYTE, 0);
        case UINT8 -> (double) (data.get(ValueLayout.JAVA_BYTE, 0) & 0xff);
        default -> null;
      };
    }
  }

  /**
   * Fails unless there are between {@code least} and {@code most} inputs and the first {@code
   * least} are present.
   */
  public void requireCount(int least, int most) {
    if (count() < least || count() > most) {
      throw fail(
          "it takes "
              + (least == most ? least : least + " to " + most)
              + " inputs and has "
              + count());
    }
    for (int i = 0; i < least; i++) {
      type(i);
    }
  }

  /** Fails unless input {@code i}, where present, has one of these element types. */
  public void requireType(int i, Set<DataType> allowed) {
    if (has(i) && !allowed.contains(dataType(i))) {
      throw fail("input " + i + " is " + dataType(i) + ", which is not one of " + allowed);
    }
  }

  /** Fails unless all present inputs have the same element type. */
  public void requireSameTypes() {
    for (int i = 1; i < count(); i++) {
      if (has(i) && dataType(i) != dataType(0)) {
        throw fail("inputs differ in type: " + dataType(0) + " and " + dataType(i));
      }
    }
  }

  /** {@code axis} of a tensor of this rank, counted from the front; fails where it lies outside. */
  public int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw fail("axis " + axis + " of a tensor of rank " + rank);
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** Fails unless {@code axis} is one of input 0, as far as the rank is known. */
  public void requireAxis(long axis) {
    Shape shape = shape(0);
    if (shape != null) {
      axis(axis, shape.rank());
    }
  }

  /**
   * Fails unless the rank of input {@code i}, where present and known, lies between {@code least}
   * and {@code most}.
   */
  public void requireRank(int i, int least, int most) {
    Shape shape = has(i) ? shape(i) : null;
    if (shape != null && (shape.rank() < least || shape.rank() > most)) {
      String wanted =
          least == most
              ? "" + least
              : most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
      throw fail("input " + i + " has rank " + shape.rank() + ", not " + wanted);
    }
  }

  /**
   * Fails unless dimension {@code axis} of input {@code i}, where present and known, can be {@code
   * wanted}.
   */
  public void requireDim(int i, int axis, Dim wanted) {
    Shape shape = has(i) ? shape(i) : null;
    if (shape != null && !shape.dim(axis).mayEqual(wanted)) {
      throw fail(
          "axis " + axis + " of input " + i + " has size " + shape.dim(axis) + ", not " + wanted);
    }
  }

  /** The exception that says what is wrong with this node. */
  public InvalidModelException fail(String reason) {
    List<String> shown = new ArrayList<>();
    for (TensorType type : types) {
      shown.add(type == null ? "absent" : type.toString());
    }
    return new InvalidModelException(where + ": " + reason + " (inputs: " + shown + ")");
  }
}
