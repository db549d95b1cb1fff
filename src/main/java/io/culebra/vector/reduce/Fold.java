package io.culebra.vector.reduce;

import io.culebra.op.ReduceL1;
import io.culebra.op.ReduceL2;
import io.culebra.op.ReduceLogSum;
import io.culebra.op.ReduceLogSumExp;
import io.culebra.op.ReduceMax;
import io.culebra.op.ReduceMean;
import io.culebra.op.ReduceMin;
import io.culebra.op.ReduceProd;
import io.culebra.op.ReduceSum;
import io.culebra.op.ReduceSumSquare;
import io.culebra.op.Reduction;
import io.culebra.vector.loop.LoopFamily;
import io.culebra.vector.math.Activations;
import io.culebra.vector.math.Folds;
import io.culebra.vector.math.LaneCode;
import io.culebra.vector.math.Log;
import io.culebra.vector.math.Pairs;
import io.culebra.vector.math.Powers;
import java.util.Map;

/** How each reduction folds: what is done to an element, how two are combined, and what follows. */
enum Fold {
  SUM(ReduceSum.class, Powers.code("same"), "add", 0, Powers.code("same")),
  MEAN(ReduceMean.class, Powers.code("same"), "add", 0, Powers.code("same")),
  MAX(ReduceMax.class, Powers.code("same"), "max", Float.NEGATIVE_INFINITY, Powers.code("same")),
  MIN(ReduceMin.class, Powers.code("same"), "min", Float.POSITIVE_INFINITY, Powers.code("same")),
  PROD(ReduceProd.class, Powers.code("same"), "mul", 1, Powers.code("same")),
  L1(ReduceL1.class, Activations.code("abs"), "add", 0, Powers.code("same")),
  L2(ReduceL2.class, Powers.code("square"), "add", 0, Activations.code("sqrt")),
  SUM_SQUARE(ReduceSumSquare.class, Powers.code("square"), "add", 0, Powers.code("same")),
  LOG_SUM(ReduceLogSum.class, Powers.code("same"), "add", 0, Log.code("log")),
  LOG_SUM_EXP(ReduceLogSumExp.class);

  private final Class<? extends Reduction> operator;
  private final float identity;
  private final LoopFamily<ReduceLoop> family;
  private final Map<String, LaneCode> functions;

  Fold(
      Class<? extends Reduction> operator,
      LaneCode element,
      String combine,
      float identity,
      LaneCode finish) {
    this.operator = operator;
    this.identity = identity;
    family = ReduceLoop.FAMILY;
    functions =
        Map.of(
            "function",
            element,
            "operator",
            Pairs.code(combine),
            "across",
            Folds.code(combine),
            "finish",
            finish);
  }

  /** A fold with loops of its own. */
  Fold(Class<? extends Reduction> operator) {
    this.operator = operator;
    identity = 0;
    family = ReduceLoop.LOG_SUM_EXP;
    functions = Map.of();
  }

  Class<? extends Reduction> operator() {
    return operator;
  }

  /** What the fold of nothing is. */
  float identity() {
    return identity;
  }

  /** What the fold of so many elements is multiplied with. */
  float scale(long count) {
    return this == MEAN ? 1f / count : 1f;
  }

  /** The loop, the same one whenever it is asked for. */
  ReduceLoop loop() {
    return family.with(functions);
  }
}
