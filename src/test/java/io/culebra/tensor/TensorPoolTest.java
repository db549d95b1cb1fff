package io.culebra.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TensorPoolTest {
  private static final long LIMIT = 1 << 20;

  private final Account account = new Account(LIMIT);

  /** Counts, and refuses what is beyond a limit. */
  private static final class Account implements MemoryAccount {
    private final long limit;
    private long used;

    Account(long limit) {
      this.limit = limit;
    }

    @Override
    public synchronized void reserve(long bytes, String what) {
      if (bytes > limit - used) {
        throw new MemoryLimitException(what);
      }
      used += bytes;
    }

    @Override
    public synchronized void release(long bytes) {
      used -= bytes;
    }

    synchronized long used() {
      return used;
    }
  }

  private static Tensor floats(TensorPool pool, int count) {
    return pool.allocate(DataType.FLOAT, Shape.of(count), () -> "a test");
  }

  @Test
  void memoryIsUsedAgainAndCountedOnce() {
    assumeFalse(NativeMemory.CHECKED, "checked memory is never used again");
    try (TensorPool pool = new TensorPool(account, LIMIT)) {
      Tensor first = floats(pool, 1000);
      long address = first.address();
      long used = account.used();
      assertTrue(used >= 4000 && used <= 4500, used + " bytes");
      first.close();
      first.close();
      assertEquals(used, pool.idleBytes());
      try (Tensor second = floats(pool, 1000);
          Tensor third = floats(pool, 1000)) {
        assertEquals(address, second.address());
        assertNotEquals(address, third.address());
        assertEquals(2 * used, account.used());
      }
    }
    assertEquals(0, account.used());
  }

  @Test
  void whatIsClosedReachesNothing() {
    try (TensorPool pool = new TensorPool(account, LIMIT)) {
      Tensor quiet = floats(pool, 100);
      quiet.close();
      Tensor shown = floats(pool, 100);
      MemorySegment segment = shown.segment();
      FloatBuffer buffer = shown.floatBuffer();
      shown.close();
      try (Tensor other = floats(pool, 100);
          Tensor another = floats(pool, 100)) {
        other.floatBuffer().put(0, 42);
        another.floatBuffer().put(0, 43);
        assertThrows(ClosedException.class, quiet::toFloatArray);
        assertThrows(ClosedException.class, quiet::segment);
        assertThrows(ClosedException.class, quiet::floatBuffer);
        assertThrows(ClosedException.class, quiet::acquire);
        assertThrows(ClosedException.class, shown::toFloatArray);
        assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_FLOAT, 0));
        assertThrows(IllegalStateException.class, () -> buffer.get(0));
        assertThrows(IllegalStateException.class, () -> buffer.put(0, 1));
        assertEquals(42, other.toFloatArray()[0]);
        assertEquals(43, another.toFloatArray()[0]);
      }
    }
  }

  /** Readers that are late get an exception, never the elements of the tensor that came next. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReaderThatIsLateNeverSeesAnothersElements(boolean throughBuffers) throws Exception {
    record Shown(Tensor tensor, FloatBuffer buffer, float mark) {}
    ConcurrentLinkedQueue<Shown> shown = new ConcurrentLinkedQueue<>();
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<Throwable> unexpected = new AtomicReference<>();
    try (TensorPool pool = new TensorPool(account, LIMIT)) {
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        readers.add(
            Thread.ofPlatform()
                .start(() -> {
                  while (!done.get()) {
                    Shown next = shown.poll();
                    if (next == null) {
                      Thread.onSpinWait();
                      continue;
                    }
                    try {
                      for (int k = 0; k < 200; k++) {
                        float found =
                            throughBuffers
                                ? next.buffer.get(k % 64)
                                : next.tensor.toFloatArray()[k % 64];
                        if (found != next.mark) {
                          unexpected.set(new AssertionError(found + " for " + next.mark));
                        }
                      }
                    } catch (ClosedException | IllegalStateException e) {
                      assertTrue(next.tensor.isClosed());
                    } catch (Throwable e) {
                      unexpected.set(e);
                    }
                  }
                }));
      }
      Random random = new Random(1);
      for (int round = 0; round < 2000 && unexpected.get() == null; round++) {
        Tensor tensor = floats(pool, 64);
        float mark = round + 1;
        tensor
            .elements()
            .asByteBuffer()
            .order(java.nio.ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(filled(mark));
        shown.add(
            new Shown(
                tensor, throughBuffers ? tensor.floatBuffer() : FloatBuffer.allocate(0), mark));
        if (random.nextBoolean()) {
          Thread.onSpinWait();
        }
        tensor.close();
      }
      done.set(true);
      for (Thread reader : readers) {
        reader.join();
      }
    }
    assertNull(unexpected.get());
    assertEquals(0, account.used());
  }

  private static float[] filled(float mark) {
    float[] elements = new float[64];
    java.util.Arrays.fill(elements, mark);
    return elements;
  }

  @Test
  void whatIsIdleIsBounded() {
    long mostIdle = 64 << 10;
    try (TensorPool pool = new TensorPool(account, mostIdle)) {
      Random random = new Random(7);
      for (int round = 0; round < 50; round++) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          tensors.add(floats(pool, random.nextInt(20_000)));
        }
        tensors.forEach(Tensor::close);
        assertTrue(pool.idleBytes() <= mostIdle, pool.idleBytes() + " bytes");
        assertEquals(pool.idleBytes(), account.used());
      }
      pool.trim();
      assertEquals(0, account.used());
    }
  }

  @Test
  void idleMemoryMakesRoomForOtherSizes() {
    try (TensorPool pool = new TensorPool(account, LIMIT)) {
      floats(pool, (int) (LIMIT / 4 * 3 / 4)).close();
      try (Tensor other = floats(pool, (int) (LIMIT / 4 / 2))) {
        assertEquals(LIMIT / 8, other.shape().size(0));
      }
      try (Tensor most = floats(pool, (int) (LIMIT / 4 / 8 * 7))) {
        assertThrows(MemoryLimitException.class, () -> floats(pool, (int) (LIMIT / 4 / 2)));
        assertEquals(0, most.toFloatArray()[0]);
      }
      assertThrows(
          InvalidInputException.class,
          () -> pool.allocate(DataType.STRING, Shape.of(1), () -> "a test"));
    }
    assertEquals(0, account.used());
  }

  @Test
  void aTensorMayBeClosedAfterItsPool() {
    TensorPool pool = new TensorPool(account, LIMIT);
    Tensor tensor = floats(pool, 10);
    pool.close();
    assertTrue(account.used() > 0);
    tensor.close();
    assertEquals(0, account.used());
  }

  @Test
  void aBufferKeepsItsTensor() throws Exception {
    FloatBuffer buffer = Tensor.of(new float[] {1, 2, 3}, 3).floatBuffer();
    long held = NativeMemory.held();
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(5);
    }
    Tensor.of(new float[] {7, 8, 9}, 3).close();
    assertEquals(2, buffer.get(1));
    assertTrue(held > 0);
  }

  @Test
  void sizesGrowByAnEighthAtMost() {
    for (long bytes = 0; bytes < 5_000_000; bytes += 1 + bytes / 50) {
      long size = TensorPool.sizeClass(bytes);
      assertTrue(
          size >= bytes && size <= Math.max(64, bytes + Math.max(64, bytes / 8)), "" + bytes);
      assertEquals(size, TensorPool.sizeClass(size));
    }
    assertEquals(Long.MAX_VALUE - 1, TensorPool.sizeClass(Long.MAX_VALUE - 1));
  }
}
