package io.culebra.plan;

import io.culebra.kernel.Team;
import java.time.Duration;
import java.util.Set;
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

/**
 * What callers may see of the lanes of a session, and a lane's thread of what its workers did.
 * Pools and teams have threads, so all states of a JVM share one.
 */
final class LaneStress {
  private LaneStress() {}

  private static LanePool pool(int threads) {
    NetworkOptions options =
        new NetworkOptions(
            Backends.AUTO,
            threads,
            1,
            true,
            Integer.MAX_VALUE,
            Duration.ofNanos(Long.MAX_VALUE),
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Set.of(),
            false,
            Duration.ZERO);
    return new LanePool(options, new MemoryBudget(Long.MAX_VALUE), ready -> {});
  }

  @JCStressTest
  @Outcome(
      id = "2",
      expect = Expect.ACCEPTABLE,
      desc = "one after the other, each seen by the next")
  @State
  public static class OneLaneForTwo {
    private static final LanePool POOL = pool(1);
    private int runs;

    private void run() {
      Lane lane = POOL.take();
      runs++;
      POOL.giveBack(lane);
    }

    @Actor
    public void first() {
      run();
    }

    @Actor
    public void second() {
      run();
    }

    @Arbiter
    public void end(I_Result r) {
      r.r1 = runs;
    }
  }

  @JCStressTest
  @Outcome(id = "[12], [12]", expect = Expect.ACCEPTABLE, desc = "never more than two threads")
  @State
  public static class TwoThreadsForTwo {
    private static final LanePool POOL = pool(2);
    private static final AtomicInteger USED = new AtomicInteger();

    private static int mostUsed() {
      Lane lane = POOL.take();
      int used = USED.addAndGet(lane.threads());
      USED.addAndGet(-lane.threads());
      POOL.giveBack(lane);
      return used;
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = mostUsed();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = mostUsed();
    }
  }

  @JCStressTest
  @Outcome(id = "11, 0, 22", expect = Expect.ACCEPTABLE, desc = "each task once, of its own call")
  @State
  public static class TasksOfTwoCalls {
    private static final Team TEAM = new WorkerTeam("stress", 3);
    private final int[] first = new int[4];
    private final int[] second = new int[2];

    @Actor
    public void owner(III_Result r) {
      TEAM.run(4, (index, worker) -> first[index] += 1 + 9 * (index / 3));
      TEAM.run(2, (index, worker) -> second[index] += first[index] + 10);
      r.r1 = first[0] + first[3];
      r.r2 = first[1] - first[2];
      r.r3 = second[0] + second[1];
    }
  }

  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "all given back")
  @State
  public static class BudgetOfTwo {
    private final MemoryBudget whole = new MemoryBudget(100);
    private final MemoryBudget one = new MemoryBudget(100, "a test", whole);
    private final MemoryBudget other = new MemoryBudget(100, "a test", whole);

    @Actor
    public void first() {
      one.reserve(40, "a test");
      one.release(40);
    }

    @Actor
    public void second() {
      other.reserve(50, "a test");
      other.reserve(10, "a test");
      other.release(60);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r1 = (int) whole.used();
      r.r2 = (int) (one.used() + other.used());
    }
  }
}
