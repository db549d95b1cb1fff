package io.culebra.vector.conv.winograd;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.Clip;
import io.culebra.op.PostOp;
import io.culebra.op.Relu;
import io.culebra.vector.work.PostOps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is fused to a step: a residual and then bounds while results are in registers, the rest as
 * passes over finished pixels.
 *
 * @param residual the input that is added; -1 for none
 * @param low the lower bound; -Infinity for none
 * @param high the upper bound; Infinity for none
 * @param rest what follows; null for nothing
 */
record Ending(int residual, float low, float high, @Nullable PostOps rest) {
  static Ending of(KernelSpec spec) {
    List<PostOp> postOps = spec.postOps();
    int residual = -1;
    float low = Float.NEGATIVE_INFINITY;
    float high = Float.POSITIVE_INFINITY;
    int done = 0;
    if (done < postOps.size() && postOps.get(done) instanceof PostOp.Add(int input)) {
      residual = input;
      done++;
    }
    if (done < postOps.size() && postOps.get(done) instanceof PostOp.Activation(Relu relu)) {
      low = 0;
      done++;
    } else if (done < postOps.size()
        && postOps.get(done) instanceof PostOp.Activation(Clip(float min, float max))) {
      low = min;
      high = max;
      done++;
    }
    @Nullable PostOps rest = done < postOps.size() ? PostOps.from(spec, done) : null;
    return new Ending(residual, low, high, rest);
  }
}
