package io.culebra.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.Layout;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class ArenaLayoutTest {
  @RepeatedTest(200)
  void buffersThatLiveTogetherLieApart(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Buffer> buffers = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(40); i++) {
      Buffer buffer =
          Buffer.inArena("b" + i, TensorType.f32(1 + random.nextInt(5000)), Layout.rowMajor(1));
      int first = random.nextInt(30);
      buffer.usedBy(first);
      buffer.usedBy(first + random.nextInt(6));
      buffers.add(buffer);
    }
    long bytes = ArenaLayout.place(buffers);
    for (Buffer a : buffers) {
      assertEquals(0, a.offset() % NativeMemory.ALIGNMENT);
      assertTrue(a.offset() + a.bytes() <= bytes);
      for (Buffer b : buffers) {
        boolean together = a.firstStep() <= b.lastStep() && b.firstStep() <= a.lastStep();
        boolean apart =
            a.offset() + a.bytes() <= b.offset() || b.offset() + b.bytes() <= a.offset();
        assertTrue(a == b || !together || apart);
      }
    }
    long most = 0;
    for (int step = 0; step < 40; step++) {
      int now = step;
      long alive =
          buffers.stream()
              .filter(b -> b.firstStep() <= now && now <= b.lastStep())
              .mapToLong(b -> b.bytes() + NativeMemory.ALIGNMENT)
              .sum();
      most = Math.max(most, alive);
    }
    assertTrue(NativeMemory.CHECKED || bytes <= 2 * most, "memory is shared over time");
  }
}
