package io.culebra.fuzz;

import io.culebra.tensor.DataType;
import java.util.Random;

/** Where the elements of a tensor come from. */
interface Fill {
  /** Numbers around 0. */
  Fill NORMAL = (random, i) -> random.nextGaussian();

  /** From -0.97 to 0.97. */
  Fill UNIT = (random, i) -> random.nextDouble(-0.97, 0.97);

  /** From 0.2 to 3. */
  Fill POSITIVE = (random, i) -> random.nextDouble(0.2, 3);

  /** From 1.02 to 4. */
  Fill ABOVE_ONE = (random, i) -> random.nextDouble(1.02, 4);

  /** Whole numbers from -9 to 9. */
  Fill WHOLE = (random, i) -> random.nextInt(-9, 10);

  /** Whole numbers from 1 to 9. */
  Fill COUNT = (random, i) -> random.nextInt(1, 10);

  /** Halves from -6 to 6, so that ties and equal elements occur. */
  Fill TIES = (random, i) -> random.nextInt(-12, 13) / 2.0;

  /** 0 and 1. */
  Fill BOOL = (random, i) -> random.nextInt(2);

  double draw(Random random, int i);

  /** Normal numbers of a deviation. */
  static Fill normal(double deviation) {
    return (random, i) -> random.nextGaussian() * deviation;
  }

  /** Evenly spread. */
  static Fill between(double least, double most) {
    return (random, i) -> random.nextDouble(least, most);
  }

  /** Whole numbers, the last one excluded. */
  static Fill whole(long least, long end) {
    return (random, i) -> random.nextLong(least, end);
  }

  /** What suits a type: small numbers of it. */
  static Fill of(DataType type) {
    return switch (type) {
      case BOOL -> BOOL;
      case UINT8, UINT16, UINT32, UINT64 -> whole(0, 20);
      case INT8, INT16, INT32, INT64 -> WHOLE;
      default -> NORMAL;
    };
  }

  /** A tensor. */
  default Data fill(Random random, DataType type, long... sizes) {
    Data data = Data.zeros(type, sizes);
    double[] numbers = new double[data.count()];
    boolean unsigned = type.name().startsWith("U");
    for (int i = 0; i < numbers.length; i++) {
      double number = draw(random, i);
      numbers[i] = unsigned ? Math.abs(number) : number;
    }
    return Data.of(type, numbers, sizes);
  }
}
