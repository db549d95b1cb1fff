package io.culebra.rewrite;

import static io.culebra.rewrite.Pattern.any;
import static io.culebra.rewrite.Pattern.either;
import static io.culebra.rewrite.Pattern.op;
import static io.culebra.rewrite.Pattern.quotient;
import static io.culebra.rewrite.Pattern.scalar;

import io.culebra.op.Add;
import io.culebra.op.Clip;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.Mul;
import java.util.List;

/**
 * Finds HardSigmoid and HardSwish where they are written with Clip: min(max(x + 3, 0), 6) / 6, and
 * x times that.
 */
final class FuseHardSwish extends UnaryFusion {
  private static final float SIXTH = 1 / 6f;

  FuseHardSwish() {
    super(
        "fuse-hard-swish",
        List.of(
            new Form(hardSwish(), new HardSwish()),
            new Form(quotient(clipped(), 6), new HardSigmoid(SIXTH, 0.5f))));
  }

  private static Pattern hardSwish() {
    Pattern x = any(X);
    Pattern hardSigmoid =
        op(HardSigmoid.class, h -> isNear(h.alpha(), SIXTH) && isNear(h.beta(), 0.5f), x);
    return either(
        op(Mul.class, x, either(hardSigmoid, quotient(clipped(), 6))),
        op(Mul.class, quotient(x, 6), clipped()),
        quotient(op(Mul.class, x, clipped()), 6));
  }

  private static Pattern clipped() {
    return op(Clip.class, c -> c.min() == 0 && c.max() == 6, op(Add.class, any(X), scalar(3)));
  }

  private static boolean isNear(float found, float wanted) {
    return Math.abs(found - wanted) <= Pattern.TOLERANCE * wanted;
  }
}
