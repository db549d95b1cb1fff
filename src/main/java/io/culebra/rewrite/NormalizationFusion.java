package io.culebra.rewrite;

import static io.culebra.rewrite.Pattern.constant;
import static io.culebra.rewrite.Pattern.either;
import static io.culebra.rewrite.Pattern.op;
import static io.culebra.rewrite.Pattern.product;
import static io.culebra.rewrite.Pattern.scalar;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Div;
import io.culebra.op.Mul;
import io.culebra.op.Pow;
import io.culebra.op.Reciprocal;
import io.culebra.op.ReduceMean;
import io.culebra.op.Sqrt;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the passes have in common that find a normalization over the last axes of {@code x}, with a
 * constant {@code scale} and {@code bias}, either of which may be missing.
 */
abstract class NormalizationFusion extends NodeRewrite {
  static final String X = "x";
  static final String EPSILON = "epsilon";
  static final String SCALE = "scale";
  static final String BIAS = "bias";

  private final List<Pattern> forms;

  NormalizationFusion(String name, List<Pattern> forms) {
    super(name);
    this.forms = forms;
  }

  /** The mean over axes that are bound to {@code axes}. */
  static Pattern mean(Pattern of, String axes) {
    return op(ReduceMean.class, ReduceMean::keepDims, of, constant(axes));
  }

  /** {@code x / sqrt(variance + epsilon)}. */
  static Pattern normalized(Pattern x, Pattern variance) {
    Pattern raised = op(Add.class, variance, scalar(EPSILON));
    return either(op(Div.class, x, root(raised)), op(Mul.class, x, inverseRoot(raised)));
  }

  /** {@code x / sqrt(variance + epsilon) * scale}. */
  static Pattern scaled(Pattern x, Pattern variance) {
    Pattern raised = op(Add.class, variance, scalar(EPSILON));
    return either(
        op(Mul.class, op(Div.class, x, root(raised)), constant(SCALE)),
        product(x, inverseRoot(raised), constant(SCALE)));
  }

  private static Pattern root(Pattern x) {
    return either(op(Sqrt.class, x), op(Pow.class, x, scalar(0.5)));
  }

  static Pattern inverseRoot(Pattern x) {
    return either(
        op(Reciprocal.class, root(x)),
        op(Div.class, scalar(1), root(x)),
        op(Pow.class, x, scalar(-0.5)));
  }

  @Override
  void visit(Node node, Edit edit) {
    for (Pattern form : forms) {
      Optional<Match> match = edit.find(form, node);
      if (match.isPresent() && replaced(node, match.get(), edit)) {
        return;
      }
    }
  }

  private boolean replaced(Node node, Match match, Edit edit) {
    Value x = match.value(X);
    Shape shape = edit.shape(x);
    if (shape == null
        || edit.dataType(x) != DataType.FLOAT
        || edit.rank(node.output()) != shape.rank()) {
      return false;
    }
    int axis = firstAxis(match, shape.rank());
    double epsilon = match.scalar(EPSILON);
    boolean raises = epsilon >= 0 && epsilon < Float.POSITIVE_INFINITY;
    if (axis < 0
        || !raises
        || !shape.dims().subList(axis, shape.rank()).stream().allMatch(Dim::isKnown)) {
      return false;
    }
    Shape normalized = Shape.of(shape.dims().subList(axis, shape.rank()));
    Value scale =
        match.has(SCALE)
            ? parameter(match.value(SCALE), normalized)
            : filled(node.name() + "/scale", 1, normalized);
    Value bias = match.has(BIAS) ? parameter(match.value(BIAS), normalized) : null;
    if (scale == null || (bias == null && match.has(BIAS))) {
      return false;
    }
    replace(node, match, axis - shape.rank(), scale, bias, edit);
    return true;
  }

  /** The first of the normalised axes, or -1 if they are not the last axes of x. */
  abstract int firstAxis(Match match, int rank);

  /**
   * Puts the operator in the place of {@code node}.
   *
   * @param axis the first normalised axis, negative
   */
  abstract void replace(
      Node node, Match match, int axis, Value scale, @Nullable Value bias, Edit edit);

  /** The first of some axes, or -1 if they are not the last ones of a tensor of this rank. */
  static int firstOfLast(@Nullable Value axes, int rank) {
    long[] numbers = Constants.integers(axes);
    if (numbers == null || numbers.length == 0 || numbers.length > rank) {
      return -1;
    }
    long[] sorted = Arrays.stream(numbers).map(i -> i < 0 ? i + rank : i).sorted().toArray();
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] != rank - sorted.length + i) {
        return -1;
      }
    }
    return rank - sorted.length;
  }

  /** A constant with one element per element of the normalised axes, or null if it is not one. */
  private static @Nullable Value parameter(Value value, Shape normalized) {
    Constant constant = value.constant();
    if (constant == null || constant.dataType() != DataType.FLOAT) {
      return null;
    }
    if (constant.shape().equals(normalized)) {
      return value;
    }
    if (Constants.scalar(value).isPresent()) {
      return filled(value.name(), (float) Constants.scalar(value).getAsDouble(), normalized);
    }
    int more = constant.shape().rank() - normalized.rank();
    if (more <= 0 || !constant.shape().equals(normalized.padLeft(more + normalized.rank()))) {
      return null;
    }
    try (Tensor tensor = constant.toTensor()) {
      return Value.constant(
          value.name(), Constant.of(Tensor.copyOf(tensor.segment(), DataType.FLOAT, normalized)));
    }
  }

  private static Value filled(String name, float element, Shape shape) {
    float[] elements = new float[Math.toIntExact(shape.elements())];
    Arrays.fill(elements, element);
    return Value.constant(name, Constant.of(Tensor.of(elements, shape.toArray())));
  }
}
