package io.culebra.tensor;

import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What two threads may see of a tensor, of its memory, and of the pool that it comes from. */
final class TensorStress {
  private static final NativeMemory.Block MEMORY = NativeMemory.allocate(4, "a test");

  private TensorStress() {}

  /** A tensor that counts how often its memory was given back. */
  static class Counted {
    final AtomicInteger givenBack = new AtomicInteger();
    final Tensor tensor =
        new Tensor(
            DataType.FLOAT, Shape.of(1), MEMORY.address(), new CountOnly(givenBack)::giveBack);
  }

  /** Keeps the tensor from being held by what its cleaner holds. */
  private record CountOnly(AtomicInteger count) {
    void giveBack() {
      count.incrementAndGet();
    }
  }

  @JCStressTest
  @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "given back once, before both return")
  @State
  public static class ClosedTwice extends Counted {
    @Actor
    public void first(III_Result r) {
      tensor.close();
      r.r1 = givenBack.get();
    }

    @Actor
    public void second(III_Result r) {
      tensor.close();
      r.r2 = givenBack.get();
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = givenBack.get();
    }
  }

  @JCStressTest
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "held, and given back afterwards")
  @Outcome(id = "-1, 1", expect = Expect.ACCEPTABLE, desc = "closed before it could be held")
  @State
  public static class ClosedWhileHeld extends Counted {
    @Actor
    public void holder(II_Result r) {
      try {
        tensor.acquire();
        r.r1 = givenBack.get();
        tensor.release();
      } catch (ClosedException e) {
        r.r1 = -1;
      }
    }

    @Actor
    public void closer(II_Result r) {
      tensor.close();
      r.r2 = givenBack.get();
    }
  }

  @JCStressTest
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "read before the end")
  @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "refused")
  @State
  public static class ClosedWhileRead {
    private final Tensor tensor = Tensor.of(new int[] {7}, 1);

    @Actor
    public void reader(I_Result r) {
      try {
        r.r1 = tensor.toIntArray()[0];
      } catch (ClosedException e) {
        r.r1 = -1;
      }
    }

    @Actor
    public void closer() {
      tensor.close();
    }
  }

  /** Counts what is reserved. */
  private static final class Sum implements MemoryAccount {
    private final AtomicInteger bytes = new AtomicInteger();

    @Override
    public void reserve(long more, String what) {
      bytes.addAndGet((int) more);
    }

    @Override
    public void release(long less) {
      bytes.addAndGet((int) -less);
    }
  }

  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "counted once, before both return")
  @State
  public static class BlockClosedTwice {
    private final Sum account = new Sum();
    private final NativeMemory.Block block = NativeMemory.allocate(64, "a test", account);

    @Actor
    public void first(II_Result r) {
      block.close();
      r.r1 = account.bytes.get();
    }

    @Actor
    public void second(II_Result r) {
      block.close();
      r.r2 = account.bytes.get();
    }
  }

  @JCStressTest
  @Outcome(id = "1, 2, 0", expect = Expect.ACCEPTABLE, desc = "each had memory of its own")
  @State
  public static class PooledByTwo {
    private final Sum account = new Sum();
    private final TensorPool pool = new TensorPool(account, 1 << 20);

    private int written(int value) {
      try (Tensor tensor = pool.allocate(DataType.INT32, Shape.of(1), () -> "a test")) {
        tensor.segment().setAtIndex(ValueLayout.JAVA_INT, 0, value);
        Thread.onSpinWait();
        return tensor.toIntArray()[0];
      }
    }

    @Actor
    public void first(III_Result r) {
      r.r1 = written(1);
    }

    @Actor
    public void second(III_Result r) {
      r.r2 = written(2);
    }

    @Arbiter
    public void end(III_Result r) {
      pool.close();
      r.r3 = account.bytes.get();
    }
  }

  @JCStressTest
  @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "all given back, whichever closes first")
  @State
  public static class PoolClosedBeforeItsTensor {
    private final Sum account = new Sum();
    private final TensorPool pool = new TensorPool(account, 1 << 20);
    private final Tensor tensor = pool.allocate(DataType.INT32, Shape.of(1), () -> "a test");

    @Actor
    public void tensorCloser() {
      tensor.close();
    }

    @Actor
    public void poolCloser() {
      pool.close();
    }

    @Arbiter
    public void end(I_Result r) {
      r.r1 = account.bytes.get();
    }
  }
}
