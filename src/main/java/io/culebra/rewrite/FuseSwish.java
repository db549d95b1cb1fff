package io.culebra.rewrite;

import static io.culebra.rewrite.Pattern.any;
import static io.culebra.rewrite.Pattern.op;
import static io.culebra.rewrite.Pattern.scalar;

import io.culebra.op.Mul;
import io.culebra.op.Sigmoid;
import io.culebra.op.Swish;
import java.util.List;

/** Finds Swish, also known as SiLU, where it is written as x sigmoid(alpha x). */
final class FuseSwish extends UnaryFusion {
  FuseSwish() {
    super(
        "fuse-swish",
        List.of(
            new Form(op(Mul.class, any(X), op(Sigmoid.class, any(X))), new Swish(1)),
            new Form(
                op(Mul.class, any(X), op(Sigmoid.class, op(Mul.class, any(X), scalar("alpha")))),
                match -> new Swish((float) match.scalar("alpha")))));
  }
}
