package io.culebra.portable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.Cast;
import io.culebra.scalar.Elements;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CastTest {
  @ParameterizedTest
  @EnumSource(DataType.class)
  void keepsSmallNumbersThroughEveryType(DataType type) {
    if (!Elements.supports(type)) {
      return;
    }
    float[] numbers = new float[3001];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = type == DataType.BOOL ? i % 2 : i % 8;
    }
    Tensor x = Tensor.of(numbers, numbers.length);
    Tensor there = Moved.run(Specs.of(new Cast(type), x).threads(2));
    assertEquals(type, there.dataType());
    Tensor asLongs = Moved.run(Specs.of(new Cast(DataType.INT64), there));
    Tensor back = Moved.run(Specs.of(new Cast(DataType.FLOAT), asLongs));
    assertArrayEquals(numbers, back.toFloatArray());
  }

  @Test
  void cutsFractionsOff() {
    Tensor x = Tensor.of(new float[] {1.9f, -1.9f, 300, -1}, 4);
    assertArrayEquals(
        new int[] {1, -1, 300, -1}, Moved.run(Specs.of(new Cast(DataType.INT32), x)).toIntArray());
    assertArrayEquals(
        new byte[] {1, -1, 44, -1}, Moved.run(Specs.of(new Cast(DataType.INT8), x)).toByteArray());
    assertArrayEquals(
        new byte[] {1, 1, 1, 1}, Moved.run(Specs.of(new Cast(DataType.BOOL), x)).toByteArray());
  }

  @Test
  void keepsSignsOfPackedIntegers() {
    Tensor x = Tensor.of(new float[] {-8, 7, -1}, 3);
    Tensor packed = Moved.run(Specs.of(new Cast(DataType.INT4), x));
    assertEquals(2, packed.segment().byteSize());
    Tensor back = Moved.run(Specs.of(new Cast(DataType.FLOAT), packed));
    assertArrayEquals(x.toFloatArray(), back.toFloatArray());
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {
        "FLOAT16",
        "BFLOAT16",
        "FLOAT8E4M3FN",
        "FLOAT8E4M3FNUZ",
        "FLOAT8E5M2",
        "FLOAT8E5M2FNUZ"
      })
  void roundsToNearestSmallFloat(DataType type) {
    Tensor x = Tensors.uniform(3, -4, 4, 500);
    Tensor once = Moved.run(Specs.of(new Cast(type), x));
    Tensor back = Moved.run(Specs.of(new Cast(DataType.FLOAT), once));
    Tensor twice = Moved.run(Specs.of(new Cast(type), back));
    assertEquals(-1, once.segment().mismatch(twice.segment()));
    double step =
        switch (type) {
          case FLOAT16 -> 0x1p-11;
          case BFLOAT16 -> 0x1p-8;
          case FLOAT8E4M3FN, FLOAT8E4M3FNUZ -> 0x1p-4;
          default -> 0x1p-3;
        };
    float[] want = x.toFloatArray();
    float[] have = back.toFloatArray();
    for (int i = 0; i < want.length; i++) {
      assertEquals(want[i], have[i], Math.max(Math.abs(want[i]) * step, 0x1p-10));
    }
  }
}
