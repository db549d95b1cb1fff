package io.culebra.thread;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A thread that only shows that it can be had. */
final class Probe implements Runnable {
  private static final Path SELF = Path.of("/proc/thread-self");
  private static final Path PROC = Path.of("/proc");
  private static final int PATIENCE_MILLIS = 500;

  final Thread thread = Thread.ofPlatform().daemon().name("culebra-probe").unstarted(this);
  private final CountDownLatch end;
  private volatile @Nullable Path task;

  Probe(CountDownLatch end) {
    this.end = end;
  }

  @Override
  public void run() {
    try {
      task = Files.isSymbolicLink(SELF) ? PROC.resolve(Files.readSymbolicLink(SELF)) : null;
      end.await();
    } catch (IOException | InterruptedException e) {
      // Nobody interrupts a probe, and without its number it is taken for gone when Java says so.
    }
  }

  /** Returns when the system counts the thread no more: a little after Java sees it end. */
  void awaitEnd() {
    LibraryThreads.awaitEnd(thread);
    boolean interrupted = false;
    Path known = task;
    for (int i = 0; known != null && i < PATIENCE_MILLIS && Files.exists(known); i++) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
