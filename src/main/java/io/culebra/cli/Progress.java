package io.culebra.cli;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells on the error stream what a command is at, when that takes longer than a second: one line
 * that changes on a terminal, else a line now and then. A thread of its own writes it.
 */
final class Progress implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final Console console;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private String doing;
  private boolean closed;
  private boolean shown;

  /** Starts to watch something. */
  Progress(String doing, Console console) {
    this.doing = doing;
    this.console = console;
    Thread.ofPlatform().daemon().name("culebra-progress").start(this::watch);
  }

  /** Tells what the command is at now. */
  void now(String what) {
    lock.lock();
    try {
      doing = what;
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    long start = System.nanoTime();
    Duration pause = PATIENCE;
    lock.lock();
    try {
      while (!closed) {
        if (ended.awaitNanos(pause.toNanos()) <= 0 && !closed) {
          show((System.nanoTime() - start) / 1_000_000_000);
          pause = console.terminal() ? PATIENCE : QUIET;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void show(long seconds) {
    shown = true;
    String line = "culebra: " + doing + " (" + seconds + " s)";
    if (console.terminal()) {
      rewind(line);
    } else {
      console.err().println(line);
    }
  }

  /** Ends the line. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ended.signalAll();
      if (shown && console.terminal()) {
        rewind("");
      }
    } finally {
      lock.unlock();
    }
  }

  private void rewind(String line) {
    console.err().print("\r\033[K" + line);
    console.err().flush();
  }
}
