package io.culebra.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnormalsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 4095, 4096, 4097, 10_000})
  void subnormalNumbersBecomeZerosOfTheirSignAndAllOthersStay(int count) {
    Random random = new Random(count);
    float[] special = {
      0f,
      -0f,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Math.nextDown(Float.MIN_NORMAL),
      -Math.nextDown(Float.MIN_NORMAL),
      Float.MIN_NORMAL,
      -Float.MIN_NORMAL,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MAX_VALUE
    };
    float[] given = new float[count];
    for (int i = 0; i < count; i++) {
      boolean isSpecial = random.nextInt(50) == 0 || i == count - 1;
      given[i] = isSpecial ? special[random.nextInt(special.length)] : random.nextFloat();
    }
    float[] flushed = given.clone();
    Subnormals.flush(MemorySegment.ofArray(flushed));
    for (int i = 0; i < count; i++) {
      boolean isSubnormal = given[i] != 0 && Math.abs(given[i]) < Float.MIN_NORMAL;
      float right = isSubnormal ? Math.copySign(0f, given[i]) : given[i];
      assertEquals(
          Float.floatToRawIntBits(right), Float.floatToRawIntBits(flushed[i]), "element " + i);
    }
  }
}
