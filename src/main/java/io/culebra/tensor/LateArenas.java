package io.culebra.tensor;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Closes arenas whose memory a system call may be using, as a channel does that writes a buffer:
 * the JDK refuses to close those. A thread tries again until the call has returned. Safe for use by
 * many threads.
 */
final class LateArenas {
  private static final long FIRST_WAIT_MILLIS = 1;
  private static final long LONGEST_WAIT_MILLIS = 64;
  private static final List<Late> WAITING = new ArrayList<>();
  private static boolean served;

  private LateArenas() {}

  private record Late(Arena arena, Runnable giveBack) {
    boolean isDone() {
      try {
        arena.close();
      } catch (IllegalStateException e) {
        return false;
      }
      giveBack.run();
      return true;
    }
  }

  /**
   * Closes an arena, if there is one, and runs {@code giveBack} then: at once where that is
   * possible.
   */
  static void close(@Nullable Arena arena, Runnable giveBack) {
    if (arena == null) {
      giveBack.run();
      return;
    }
    Late late = new Late(arena, giveBack);
    if (!late.isDone()) {
      synchronized (WAITING) {
        WAITING.add(late);
        serve();
      }
    }
  }

  private static void serve() {
    if (!served) {
      try {
        Thread.ofPlatform()
            .daemon()
            .name("culebra-late-memory")
            .inheritInheritableThreadLocals(false)
            .start(LateArenas::run);
        served = true;
      } catch (OutOfMemoryError e) {
        // There is no thread to be had now; the next late arena asks again for all.
        served = false;
      }
    }
  }

  private static void run() {
    long millis = FIRST_WAIT_MILLIS;
    while (true) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        // Nobody has a reason to hurry this thread.
        continue;
      }
      millis = Math.min(LONGEST_WAIT_MILLIS, 2 * millis);
      List<Late> trying;
      synchronized (WAITING) {
        trying = List.copyOf(WAITING);
      }
      List<Late> done = trying.stream().filter(Late::isDone).toList();
      synchronized (WAITING) {
        WAITING.removeAll(done);
        if (WAITING.isEmpty()) {
          served = false;
          return;
        }
      }
    }
  }
}
