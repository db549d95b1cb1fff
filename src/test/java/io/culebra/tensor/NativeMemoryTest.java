package io.culebra.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeMemoryTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 63, 4096, (2 << 20) - 1, 2 << 20, (2 << 20) + 1, 10_000_019})
  void memoryIsAlignedZeroedAndDeadWhenClosed(long bytes) {
    for (int round = 0; round < 3; round++) {
      NativeMemory.Block block = NativeMemory.allocate(bytes, "a test");
      MemorySegment segment = block.segment();
      assertEquals(Math.max(bytes, 1), segment.byteSize());
      assertEquals(0, segment.address() % NativeMemory.ALIGNMENT);
      assertEquals(-1, segment.mismatch(MemorySegment.ofArray(new byte[(int) segment.byteSize()])));
      segment.fill((byte) 7);
      block.close();
      block.close();
      if (!NativeMemory.CHECKED) {
        assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 0));
      }
    }
  }

  @Test
  void sizesThatNobodyHasAreRefused() {
    assertThrows(InvalidInputException.class, () -> NativeMemory.allocate(-1, "a test"));
    for (long bytes : new long[] {1L << 56, Long.MAX_VALUE - 100, Long.MAX_VALUE}) {
      assertThrows(MemoryLimitException.class, () -> NativeMemory.allocate(bytes, "a test"));
    }
  }
}
