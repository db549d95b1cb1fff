package io.culebra.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerTeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void everyTaskRunsOnceInEveryCall(int threads) {
    try (WorkerTeam team = new WorkerTeam("test", threads)) {
      for (int call = 0; call < 3000; call++) {
        int tasks = call % 23;
        AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
        team.run(
            tasks,
            (index, worker) -> {
              assertTrue(worker >= 0 && worker < threads);
              runs.incrementAndGet(index);
            });
        for (int i = 0; i < tasks; i++) {
          assertEquals(1, runs.get(i), "runs of task " + i);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatATaskThrowsIsThrownAndTheTeamGoesOn(int threads) {
    try (WorkerTeam team = new WorkerTeam("test", threads)) {
      IllegalStateException thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  team.run(
                      16,
                      (index, worker) -> {
                        if (index == 11) {
                          throw new IllegalStateException("eleven");
                        }
                      }));
      assertEquals("eleven", thrown.getMessage());
      AtomicIntegerArray runs = new AtomicIntegerArray(1);
      team.run(40, (index, worker) -> runs.addAndGet(0, index));
      assertEquals(780, runs.get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void workersThatFellAsleepWakeUp(int threads) {
    try (WorkerTeam team = new WorkerTeam("test", threads)) {
      for (int call = 0; call < 20; call++) {
        LockSupport.parkNanos(1_000_000);
        AtomicIntegerArray runs = new AtomicIntegerArray(1);
        team.run(
            threads,
            (index, worker) -> {
              LockSupport.parkNanos(200_000);
              runs.incrementAndGet(0);
            });
        assertEquals(threads, runs.get(0));
      }
    }
  }
}
