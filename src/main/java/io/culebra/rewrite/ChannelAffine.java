package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.BatchNormalization;
import io.culebra.op.BinaryElementwise;
import io.culebra.op.Div;
import io.culebra.op.Mul;
import io.culebra.op.Sub;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a node does to every element of channel c: times {@code scale[c]}, plus {@code shift[c]}.
 *
 * @param scale a factor per channel
 * @param shift a summand per channel
 */
record ChannelAffine(float[] scale, float[] shift) {
  /** What a batch normalization does, or null where its statistics are not constant. */
  static @Nullable ChannelAffine of(BatchNormalization op, Node node) {
    float[] scale = Constants.floats(node.input(1));
    float[] shift = Constants.floats(node.input(2));
    float[] mean = Constants.floats(node.input(3));
    float[] variance = Constants.floats(node.input(4));
    if (scale == null || shift == null || mean == null || variance == null) {
      return null;
    }
    for (int c = 0; c < scale.length; c++) {
      double factor = scale[c] / Math.sqrt((double) variance[c] + op.epsilon());
      scale[c] = (float) factor;
      shift[c] = (float) (shift[c] - mean[c] * factor);
    }
    return new ChannelAffine(scale, shift);
  }

  /**
   * What an arithmetic operator does to {@code input(side)} of its node, or null unless the other
   * input is a constant with one element, or with one per channel along {@code axis}.
   *
   * @param axis the axis of the channels, counted from the end, such as -1
   */
  static @Nullable ChannelAffine of(
      BinaryElementwise op, Node node, int side, int channels, int axis, int rank) {
    float[] other = perChannel(node.input(1 - side), channels, axis, rank);
    if (other == null || (side == 1 && !(op instanceof Add || op instanceof Mul))) {
      return null;
    }
    float[] ones = filled(channels, 1);
    float[] zeros = filled(channels, 0);
    return switch (op) {
      case Add add -> new ChannelAffine(ones, other);
      case Mul mul -> new ChannelAffine(other, zeros);
      case Sub sub -> {
        for (int c = 0; c < channels; c++) {
          other[c] = -other[c];
        }
        yield new ChannelAffine(ones, other);
      }
      case Div div -> {
        boolean byZero = false;
        for (int c = 0; c < channels; c++) {
          byZero |= other[c] == 0;
          other[c] = 1 / other[c];
        }
        yield byZero ? null : new ChannelAffine(other, zeros);
      }
      default -> null;
    };
  }

  /** The elements of a constant that varies along the channels alone, one per channel. */
  static float @Nullable [] perChannel(@Nullable Value value, int channels, int axis, int rank) {
    Constant constant = value == null ? null : value.constant();
    if (constant == null || constant.shape().rank() > rank) {
      return null;
    }
    Shape shape = constant.shape();
    for (int i = -1; i >= -shape.rank(); i--) {
      if (shape.size(i) != 1 && !(i == axis && shape.size(i) == channels)) {
        return null;
      }
    }
    float[] elements = Constants.floats(value);
    return elements == null || elements.length == channels
        ? elements
        : filled(channels, elements[0]);
  }

  /** Whether the shift is zero everywhere. */
  boolean isScale() {
    for (float summand : shift) {
      if (summand != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the scale is one everywhere. */
  boolean isShift() {
    for (float factor : scale) {
      if (factor != 1) {
        return false;
      }
    }
    return true;
  }

  /** This done to a bias; null stands for a bias of zeros. */
  float[] apply(float @Nullable [] bias) {
    float[] result = shift.clone();
    for (int c = 0; bias != null && c < result.length; c++) {
      result[c] += bias[c] * scale[c];
    }
    return result;
  }

  private static float[] filled(int length, float element) {
    float[] elements = new float[length];
    Arrays.fill(elements, element);
    return elements;
  }
}
