package io.culebra.vector.pool;

import io.culebra.vector.math.LaneCode;
import io.culebra.vector.math.Pairs;
import io.culebra.vector.math.Scaling;
import java.util.Map;

/** What a pooling does with the elements of a window, and what it makes of an empty one. */
enum Pooling {
  MAX("larger", "first", Scaling.toConstant(Float.NEGATIVE_INFINITY)),
  AVERAGE("add", "mul", Scaling.toConstant(0));

  private final Map<String, LaneCode> functions;

  Pooling(String fold, String scale, LaneCode empty) {
    functions = Map.of("operator", Pairs.code(fold), "combine", Pairs.code(scale), "finish", empty);
  }

  /** The loop, the same one whenever it is asked for. */
  PoolLoop loop() {
    return PoolLoop.FAMILY.with(functions);
  }
}
