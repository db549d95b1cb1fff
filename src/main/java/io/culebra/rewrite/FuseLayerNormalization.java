package io.culebra.rewrite;

import static io.culebra.rewrite.Pattern.any;
import static io.culebra.rewrite.Pattern.constant;
import static io.culebra.rewrite.Pattern.op;
import static io.culebra.rewrite.Pattern.scalar;
import static io.culebra.rewrite.Pattern.square;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.LayerNormalization;
import io.culebra.op.Mul;
import io.culebra.op.Sub;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds LayerNormalization where it is written out: as x minus its mean, over the root of the mean
 * of its square; or, as TensorFlow does, as x times a factor plus a summand.
 */
final class FuseLayerNormalization extends NormalizationFusion {
  private static final String MEAN_AXES = "axes of the mean";
  private static final String VARIANCE_AXES = "axes of the variance";

  FuseLayerNormalization() {
    super("fuse-layer-normalization", forms());
  }

  private static List<Pattern> forms() {
    Pattern mean = mean(any(X), MEAN_AXES);
    Pattern centred = op(Sub.class, any(X), mean);
    Pattern variance = mean(square(centred), VARIANCE_AXES);
    Pattern scaled = scaled(centred, variance);
    Pattern factor =
        op(Mul.class, inverseRoot(op(Add.class, variance, scalar(EPSILON))), constant(SCALE));
    return List.of(
        op(Add.class, scaled, constant(BIAS)),
        op(
            Add.class,
            op(Mul.class, any(X), factor),
            op(Sub.class, constant(BIAS), op(Mul.class, mean, factor))),
        scaled,
        normalized(centred, variance));
  }

  @Override
  int firstAxis(Match match, int rank) {
    int first = firstOfLast(match.value(MEAN_AXES), rank);
    return first == firstOfLast(match.value(VARIANCE_AXES), rank) ? first : -1;
  }

  @Override
  void replace(Node node, Match match, int axis, Value scale, @Nullable Value bias, Edit edit) {
    LayerNormalization op = new LayerNormalization(axis, (float) match.scalar(EPSILON));
    edit.replace(node, op, match.value(X), scale, bias);
  }
}
