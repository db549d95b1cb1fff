package io.culebra.rewrite;

import static io.culebra.rewrite.Pattern.any;
import static io.culebra.rewrite.Pattern.square;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.RMSNormalization;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds RMSNormalization where it is written out: x over the root of the mean of its square. */
final class FuseRmsNormalization extends NormalizationFusion {
  private static final String AXES = "axes";

  FuseRmsNormalization() {
    super("fuse-rms-normalization", forms());
  }

  private static List<Pattern> forms() {
    Pattern variance = mean(square(any(X)), AXES);
    return List.of(scaled(any(X), variance), normalized(any(X), variance));
  }

  @Override
  int firstAxis(Match match, int rank) {
    return firstOfLast(match.value(AXES), rank);
  }

  @Override
  void replace(Node node, Match match, int axis, Value scale, @Nullable Value bias, Edit edit) {
    RMSNormalization op = new RMSNormalization(axis, (float) match.scalar(EPSILON));
    edit.replace(node, op, match.value(X), scale);
  }
}
