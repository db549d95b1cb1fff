package io.culebra.rewrite;

import static io.culebra.rewrite.Pattern.any;
import static io.culebra.rewrite.Pattern.either;
import static io.culebra.rewrite.Pattern.op;
import static io.culebra.rewrite.Pattern.scalar;

import io.culebra.op.Add;
import io.culebra.op.Exp;
import io.culebra.op.Log;
import io.culebra.op.Mish;
import io.culebra.op.Mul;
import io.culebra.op.Softplus;
import io.culebra.op.Tanh;
import java.util.List;

/**
 * Finds Mish written as x tanh(softplus(x)). Softplus itself may be written out in it as log(1 +
 * exp(x)), which alone is left as it is: it is infinite from 89 on, where its tanh is 1 either way.
 */
final class FuseMish extends UnaryFusion {
  FuseMish() {
    super("fuse-mish", List.of(new Form(mish(), new Mish())));
  }

  private static Pattern mish() {
    Pattern softplus = either(op(Softplus.class, any(X)), logOfExp());
    return op(Mul.class, any(X), op(Tanh.class, softplus));
  }

  private static Pattern logOfExp() {
    return op(Log.class, op(Add.class, op(Exp.class, any(X)), scalar(1)));
  }
}
