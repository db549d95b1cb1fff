package io.culebra.rewrite;

import static io.culebra.rewrite.Pattern.any;
import static io.culebra.rewrite.Pattern.either;
import static io.culebra.rewrite.Pattern.op;
import static io.culebra.rewrite.Pattern.product;
import static io.culebra.rewrite.Pattern.quotient;
import static io.culebra.rewrite.Pattern.scalar;
import static io.culebra.rewrite.Pattern.square;

import io.culebra.op.Add;
import io.culebra.op.Erf;
import io.culebra.op.Gelu;
import io.culebra.op.Mul;
import io.culebra.op.Pow;
import io.culebra.op.Tanh;
import java.util.List;

/** Finds Gelu in its written-out forms: 0.5 x (1 + erf(x / sqrt(2))), and the one with tanh. */
final class FuseGelu extends UnaryFusion {
  private static final double ROOT_OF_2_OVER_PI = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  FuseGelu() {
    super(
        "fuse-gelu",
        List.of(
            new Form(form(op(Erf.class, quotient(any(X), Math.sqrt(2)))), new Gelu(false)),
            new Form(form(op(Tanh.class, tanhArgument())), new Gelu(true))));
  }

  private static Pattern form(Pattern bent) {
    Pattern onePlus = op(Add.class, bent, scalar(1));
    return either(
        product(any(X), onePlus, scalar(0.5)),
        op(Mul.class, quotient(any(X), 2), onePlus),
        quotient(op(Mul.class, any(X), onePlus), 2));
  }

  /** sqrt(2 / pi) (x + 0.044715 x^3), in the ways in which it is written. */
  private static Pattern tanhArgument() {
    Pattern x = any(X);
    Pattern cube = either(op(Pow.class, x, scalar(3)), product(x, x, x));
    Pattern withCube = op(Add.class, x, cubicTerm(cube));
    Pattern stretch = op(Add.class, op(Mul.class, square(x), scalar(CUBIC)), scalar(1));
    Pattern stretched =
        op(
            Add.class,
            op(Mul.class, square(x), scalar(CUBIC * ROOT_OF_2_OVER_PI)),
            scalar(ROOT_OF_2_OVER_PI));
    return either(
        op(Mul.class, withCube, scalar(ROOT_OF_2_OVER_PI)),
        product(x, stretch, scalar(ROOT_OF_2_OVER_PI)),
        op(Mul.class, x, stretched));
  }

  private static Pattern cubicTerm(Pattern cube) {
    Pattern x = any(X);
    return either(
        op(Mul.class, cube, scalar(CUBIC)), op(Mul.class, product(x, x, scalar(CUBIC)), x));
  }
}
