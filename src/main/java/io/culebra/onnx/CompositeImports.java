package io.culebra.onnx;

import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.ArgMax;
import io.culebra.op.Div;
import io.culebra.op.Equal;
import io.culebra.op.Gather;
import io.culebra.op.Greater;
import io.culebra.op.InstanceNormalization;
import io.culebra.op.LayerNormalization;
import io.culebra.op.Less;
import io.culebra.op.Mul;
import io.culebra.op.Not;
import io.culebra.op.OneHot;
import io.culebra.op.Op;
import io.culebra.op.Pad;
import io.culebra.op.PadMode;
import io.culebra.op.RMSNormalization;
import io.culebra.op.ReduceMean;
import io.culebra.op.Reshape;
import io.culebra.op.ShapeOf;
import io.culebra.op.Sqrt;
import io.culebra.op.Sub;
import io.culebra.op.Where;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Operators that are read as several others. */
final class CompositeImports {
  private static final float VARIANCE_FLOOR = 1e-9f;

  private CompositeImports() {}

  static void addTo(ImportTable table) {
    table.put("IsNaN", CompositeImports::isNaN);
    table.put("Shrink", CompositeImports::shrink);
    table.put("Hardmax", CompositeImports::hardmax);
    table.put("MeanVarianceNormalization", CompositeImports::meanVariance);
    table.put("GroupNormalization", CompositeImports::groupNormalization);
    table.put("SimplifiedLayerNormalization", CompositeImports::simplified);
    table.put(
        ImportTable.MICROSOFT,
        "SkipLayerNormalization",
        n -> skip(n, new LayerNormalization(-1, epsilon(n, 1e-12f)), 3, 4));
    table.put(
        ImportTable.MICROSOFT,
        "SkipSimplifiedLayerNormalization",
        n -> skip(n, new RMSNormalization(-1, epsilon(n, 1e-12f)), 0, 3));
  }

  private static float epsilon(NodeImport node, float otherwise) {
    return node.attributes().real("epsilon", otherwise);
  }

  private static Value requireFloat(NodeImport node) {
    Value x = node.required(0);
    if (node.dataType(x) != DataType.FLOAT) {
      throw node.unsupported("for " + node.dataType(x));
    }
    return x;
  }

  /** Only NaN differs from itself. */
  private static void isNaN(NodeImport node) {
    Value x = node.required(0);
    node.becomes(new Not(), node.step(new Equal(), x, x));
  }

  /** x - bias above lambda, x + bias below -lambda, 0 between. */
  private static void shrink(NodeImport node) {
    Value x = requireFloat(node);
    float lambda = node.attributes().real("lambd", 0.5f);
    Value bias = scalar(node, node.attributes().real("bias", 0));
    Value above = node.step(new Greater(), x, scalar(node, lambda));
    Value below = node.step(new Less(), x, scalar(node, -lambda));
    Value lifted = node.step(new Add(), x, bias);
    Value negative = node.step(new Where(), below, lifted, scalar(node, 0));
    node.becomes(new Where(), above, node.step(new Sub(), x, bias), negative);
  }

  private static Value scalar(NodeImport node, float value) {
    return node.constant(Tensor.of(new float[] {value}));
  }

  /**
   * 1 at the first greatest element along an axis, 0 elsewhere; before opset 13 along all axes from
   * one on.
   */
  private static void hardmax(NodeImport node) {
    Value x = requireFloat(node);
    boolean flattens = node.opset() < 13;
    int axis = node.attributes().integer("axis", flattens ? 1 : -1);
    if (flattens && !Flattened.isLastAxis(axis, node.shape(x))) {
      Value matrix = Flattened.of(node, x, axis);
      Value hot =
          node.step(new OneHot(1), best(node, matrix, 1), depth(node, matrix, 1), zeroOne(node));
      node.becomes(new Reshape(true), hot, Flattened.shapeOf(node, x));
    } else {
      node.becomes(new OneHot(axis), best(node, x, axis), depth(node, x, axis), zeroOne(node));
    }
  }

  /** Where the greatest is; any place along an axis without elements. */
  private static Value best(NodeImport node, Value x, int axis) {
    ArgMax first = new ArgMax(axis, false, false);
    if (hasElements(node.shape(x), axis)) {
      return node.step(first, x);
    }
    Value least = node.reals(Float.NEGATIVE_INFINITY);
    return node.step(
        first,
        node.step(new Pad(PadMode.CONSTANT), x, node.integers(0, 1), least, node.integers(axis)));
  }

  private static boolean hasElements(@Nullable Shape shape, int axis) {
    if (shape == null || shape.rank() == 0) {
      return false;
    }
    Dim size = shape.dim(Math.floorMod(axis, shape.rank()));
    return size.isKnown() && size.size() > 0;
  }

  private static Value depth(NodeImport node, Value x, int axis) {
    Value sizes = node.step(new ShapeOf(0, null), x);
    return node.step(new Gather(0), sizes, node.constant(Tensor.of(new long[] {axis})));
  }

  private static Value zeroOne(NodeImport node) {
    return node.reals(0, 1);
  }

  private static void meanVariance(NodeImport node) {
    Value x = requireFloat(node);
    long[] axes = node.attributes().longs("axes");
    Value along = axes == null ? node.integers(0, 2, 3) : node.integers(axes);
    ReduceMean mean = new ReduceMean(true, false);
    Value centred = node.step(new Sub(), x, node.step(mean, x, along));
    Value variance = node.step(mean, node.step(new Mul(), centred, centred), along);
    Value deviation = node.step(new Sqrt(), variance);
    node.becomes(new Div(), centred, node.step(new Add(), deviation, scalar(node, VARIANCE_FLOOR)));
  }

  /** Scale and bias are per group before opset 21 and per channel since. */
  private static void groupNormalization(NodeImport node) {
    Value x = requireFloat(node);
    node.attributes().ignore("stash_type");
    int groups = node.attributes().requiredInteger("num_groups");
    if (groups < 1 || groups > 1 << 20) {
      throw node.fail("num_groups " + groups);
    }
    boolean perGroup = node.opset() < 21;
    float[] ones = new float[groups];
    Arrays.fill(ones, 1);
    Value grouped = node.step(new Reshape(false), x, node.integers(0, groups, -1));
    Value normalized =
        node.step(
            new InstanceNormalization(epsilon(node, 1e-5f)),
            grouped,
            perGroup ? node.required(1) : node.reals(ones),
            perGroup ? node.required(2) : node.reals(new float[groups]));
    Value sizes = Flattened.shapeOf(node, x);
    if (perGroup) {
      node.becomes(new Reshape(true), normalized, sizes);
      return;
    }
    Value whole = node.step(new Reshape(true), normalized, sizes);
    Value scaled = node.step(new Mul(), whole, perChannel(node, node.required(1), x));
    node.becomes(new Add(), scaled, perChannel(node, node.required(2), x));
  }

  /** One number per channel, with axes of size 1 for the spatial ones. */
  private static Value perChannel(NodeImport node, Value numbers, Value x) {
    Shape shape = node.shape(x);
    if (shape == null || shape.rank() < 2) {
      throw node.unsupported("an input whose rank is not known or below 2");
    }
    long[] sizes = new long[shape.rank() - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = -1;
    return node.step(new Reshape(false), numbers, node.integers(sizes));
  }

  /** ONNX Runtime's name for RMSNormalization, in ONNX's own domain. */
  private static void simplified(NodeImport node) {
    node.attributes().ignore("stash_type");
    requireNoStatistics(node, 1, node.outputCount());
    node.becomes(new RMSNormalization(node.attributes().integer("axis", -1), epsilon(node, 1e-5f)));
  }

  /**
   * The sum of two inputs and a bias, normalised.
   *
   * @param beta which input is added at last, 0 for none
   * @param bias which input is the bias of the sum
   */
  private static void skip(NodeImport node, Op normalization, int beta, int bias) {
    requireNoStatistics(node, 1, 3);
    Value sum = node.step(new Add(), node.required(0), node.required(1));
    Value added = node.input(bias);
    Value whole = added == null ? sum : node.step(new Add(), sum, added);
    @Nullable Value last = beta == 0 ? null : node.input(beta);
    node.outputBecomes(0, normalization, whole, node.required(2), last);
    node.outputIs(3, whole);
  }

  private static void requireNoStatistics(NodeImport node, int from, int to) {
    for (int i = from; i < to; i++) {
      if (node.hasOutput(i)) {
        throw node.unsupported("its statistics as outputs");
      }
    }
  }
}
