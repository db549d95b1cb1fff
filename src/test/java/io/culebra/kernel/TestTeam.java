package io.culebra.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A team of real threads, without any thought of speed. */
final class TestTeam implements Team, AutoCloseable {
  private final int size;
  private final ExecutorService executor;

  TestTeam(int size) {
    this.size = size;
    this.executor = Executors.newFixedThreadPool(size);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void run(int count, Task task) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> workers = new ArrayList<>();
    for (int worker = 0; worker < size; worker++) {
      int self = worker;
      workers.add(
          executor.submit(() -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
              task.run(i, self);
            }
          }));
    }
    for (Future<?> worker : workers) {
      await(worker);
    }
  }

  private static void await(Future<?> worker) {
    try {
      worker.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    executor.close();
  }
}
