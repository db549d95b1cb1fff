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
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a node does to every element of channel c: times {@code scale[c]}, plus {@code shift[c]}. In
 * double precision, so that a divisor whose inverse float32 does not have is none the worse.
 *
 * @param scale a factor per channel
 * @param shift a summand per channel
 */
record ChannelAffine(double[] scale, double[] shift) {
  /** What a batch normalization does, or null where its statistics are not constant. */
  static @Nullable ChannelAffine of(BatchNormalization op, Node node) {
    double[] scale = doubles(Constants.floats(node.input(1)));
    double[] shift = doubles(Constants.floats(node.input(2)));
    double[] mean = doubles(Constants.floats(node.input(3)));
    double[] variance = doubles(Constants.floats(node.input(4)));
    if (scale == null || shift == null || mean == null || variance == null) {
      return null;
    }
    for (int c = 0; c < scale.length; c++) {
      scale[c] /= Math.sqrt(variance[c] + op.epsilon());
      shift[c] -= mean[c] * scale[c];
    }
    return new ChannelAffine(scale, shift);
  }

  /**
   * What an arithmetic operator does to {@code input(side)} of its node, or null unless the other
   * input is a constant with one element, or with one per channel along {@code axis}.
   *
   * @param axis the axis of the channels, counted from the end, such as -1
   * @param rank the rank of {@code input(side)}, which the result has too
   */
  static @Nullable ChannelAffine of(
      BinaryElementwise op, Node node, int side, int channels, int axis, int rank) {
    double[] other = doubles(perChannel(node.input(1 - side), channels, axis, rank));
    if (other == null || (side == 1 && !(op instanceof Add || op instanceof Mul))) {
      return null;
    }
    double[] ones = filled(channels, 1);
    double[] zeros = new double[channels];
    return switch (op) {
      case Add add -> new ChannelAffine(ones, other);
      case Mul mul -> new ChannelAffine(other, zeros);
      case Sub sub -> new ChannelAffine(ones, mapped(other, x -> -x));
      case Div div -> new ChannelAffine(mapped(other, x -> 1 / x), zeros);
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
    if (elements == null || elements.length == channels) {
      return elements;
    }
    float[] spread = new float[channels];
    Arrays.fill(spread, elements[0]);
    return spread;
  }

  /** Whether the shift is zero everywhere. */
  boolean isScale() {
    return Arrays.stream(shift).allMatch(summand -> summand == 0);
  }

  /** Whether the scale is one everywhere. */
  boolean isShift() {
    return Arrays.stream(scale).allMatch(factor -> factor == 1);
  }

  /** This done to a bias; null stands for a bias of zeros. */
  float[] apply(float @Nullable [] bias) {
    float[] result = new float[shift.length];
    for (int c = 0; c < result.length; c++) {
      result[c] = (float) (bias == null ? shift[c] : bias[c] * scale[c] + shift[c]);
    }
    return result;
  }

  private static double @Nullable [] doubles(float @Nullable [] elements) {
    return elements == null
        ? null
        : IntStream.range(0, elements.length).mapToDouble(i -> elements[i]).toArray();
  }

  private static double[] mapped(double[] elements, DoubleUnaryOperator function) {
    return Arrays.stream(elements).map(function).toArray();
  }

  private static double[] filled(int length, double element) {
    double[] elements = new double[length];
    Arrays.fill(elements, element);
    return elements;
  }
}
