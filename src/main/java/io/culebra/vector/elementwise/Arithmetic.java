package io.culebra.vector.elementwise;

import io.culebra.op.Add;
import io.culebra.op.Div;
import io.culebra.op.Max;
import io.culebra.op.Mean;
import io.culebra.op.Min;
import io.culebra.op.Mul;
import io.culebra.op.Op;
import io.culebra.op.PRelu;
import io.culebra.op.Sub;
import io.culebra.op.Sum;
import io.culebra.vector.loop.BinaryLoop;
import io.culebra.vector.math.Pairs;

/** The operators that fold two or more inputs with one function of two floats. */
public enum Arithmetic {
  ADD(Add.class, "add"),
  SUB(Sub.class, "sub"),
  MUL(Mul.class, "mul"),
  DIV(Div.class, "div"),
  MAX(Max.class, "max"),
  MIN(Min.class, "min"),
  SUM(Sum.class, "add"),
  MEAN(Mean.class, "add"),
  PRELU(PRelu.class, "prelu");

  private final Class<? extends Op> operator;
  private final String function;

  Arithmetic(Class<? extends Op> operator, String function) {
    this.operator = operator;
    this.function = function;
  }

  /** The operator. */
  public Class<? extends Op> operator() {
    return operator;
  }

  /** The loop with its function, the same one whenever it is asked for. */
  public BinaryLoop loop() {
    return BinaryLoop.of(Pairs.code(function));
  }
}
