package io.culebra.fuzz;

import io.culebra.tensor.DataType;
import java.util.Random;

/** Numbers that are treated wrongly more often than others. */
final class Special {
  private static final double[] ALWAYS = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0
  };

  private Special() {}

  /** Puts special numbers among the elements of a float tensor. */
  static Data among(Data data, Random random, boolean extreme) {
    if (!data.isFloat()) {
      return data;
    }
    double share = random.nextBoolean() ? 0.02 : 0.25;
    boolean one = random.nextInt(4) == 0;
    int only = random.nextInt(ALWAYS.length);
    return data.map(x -> {
      if (random.nextDouble() >= share) {
        return x;
      }
      return one ? ALWAYS[only] : any(data.type(), random, extreme);
    });
  }

  private static double any(DataType type, Random random, boolean extreme) {
    int which = random.nextInt(extreme ? ALWAYS.length + 4 : ALWAYS.length);
    if (which < ALWAYS.length) {
      return ALWAYS[which];
    }
    double sign = random.nextBoolean() ? 1 : -1;
    return sign
        * switch (which - ALWAYS.length) {
          case 0 -> subnormal(type) * random.nextInt(1, 100);
          case 1 -> largest(type) * random.nextDouble(0.5, 1);
          case 2 -> largest(type);
          default -> random.nextInt(1, 100);
        };
  }

  private static double subnormal(DataType type) {
    return switch (type) {
      case DOUBLE -> Double.MIN_VALUE;
      case FLOAT16 -> 0x1p-24;
      case BFLOAT16 -> 0x1p-133;
      default -> Float.MIN_VALUE;
    };
  }

  private static double largest(DataType type) {
    return switch (type) {
      case DOUBLE -> Double.MAX_VALUE;
      case FLOAT16 -> 65504;
      case BFLOAT16 -> 0x1.fep127;
      default -> Float.MAX_VALUE;
    };
  }
}
