package io.culebra.perf.worker;

import io.culebra.perf.engine.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs callers of an engine against the clock. */
final class Stopwatch {

  private Stopwatch() {}

  /**
   * The durations in ns of the runs of one caller within some seconds, at least {@code leastRuns}.
   */
  static long[] time(Runnable caller, double seconds, int leastRuns) {
    long[] nanos = new long[1 << 12];
    int runs = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (long start = System.nanoTime(); start < end || runs < leastRuns; runs++) {
      caller.run();
      long now = System.nanoTime();
      if (runs == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * runs);
      }
      nanos[runs] = now - start;
      start = System.nanoTime();
    }
    return Arrays.copyOf(nanos, runs);
  }

  /** How many runs several callers at once finish within some seconds. */
  static Message.Done count(Engine engine, int callers, double seconds) {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        Runnable caller = engine.caller();
        counts.add(threads.submit(() -> runUntil(end, caller)));
      }
      long runs = 0;
      for (Future<Long> count : counts) {
        runs += count.get();
      }
      return new Message.Done(runs, System.nanoTime() - start);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a caller failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static long runUntil(long end, Runnable caller) {
    long runs = 0;
    do {
      caller.run();
      runs++;
    } while (System.nanoTime() < end);
    return runs;
  }
}
