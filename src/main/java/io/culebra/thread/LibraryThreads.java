package io.culebra.thread;

import io.culebra.tensor.ThreadLimitException;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts threads with a stack that is large enough for native code, whatever the caller's is: one
 * of 512 KiB or less ends the JVM in the static initialisers of oneDNN.
 *
 * <p>Safe for use by many threads.
 */
public final class LibraryThreads {
  /** As much as the main thread of a program has; only what is used takes memory. */
  private static final long STACK_BYTES = 8L << 20;

  private static final long IDLE_SECONDS = 1;

  private LibraryThreads() {}

  /** A thread that inherits nothing of its starter's, so that it keeps nothing of it alive. */
  private static final class LibraryThread extends Thread {
    LibraryThread(String name, Runnable work) {
      super(null, work, name, STACK_BYTES, false);
      setDaemon(true);
      setContextClassLoader(LibraryThread.class.getClassLoader());
    }
  }

  /** Threads that end when they have been idle for a moment. */
  private static final Executor CALLS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> new LibraryThread("culebra-planner", work));

  /**
   * A daemon thread that has been started.
   *
   * @throws ThreadLimitException if the system gives no thread
   */
  public static Thread start(String name, Runnable work) {
    Thread thread = new LibraryThread(name, work);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      throw ThreadLimitException.toStart("'" + name + "'", e);
    }
    return thread;
  }

  /** Returns when a thread has ended. An interrupt does not end the wait; it is kept. */
  public static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What {@code work} gives, computed on a thread of the library while the caller waits. An
   * interrupt does not end the wait; it is kept. What the work throws is thrown here, with the
   * caller's stack below its own.
   *
   * @throws ThreadLimitException if the system gives no thread
   */
  public static <T extends @Nullable Object> T call(Supplier<T> work) {
    if (Thread.currentThread() instanceof LibraryThread) {
      return work.get();
    }
    FutureTask<T> task = new FutureTask<>(work::get);
    try {
      CALLS.execute(task);
    } catch (OutOfMemoryError e) {
      throw ThreadLimitException.toStart("loading native code and making plans", e);
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw thrown(Objects.requireNonNull(e.getCause()));
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException thrown(Throwable cause) {
    StackTraceElement[] there = cause.getStackTrace();
    List<StackTraceElement> here =
        StackWalker.getInstance()
            .walk(frames -> frames.skip(1).map(StackFrame::toStackTraceElement).toList());
    StackTraceElement[] both = new StackTraceElement[there.length + here.size()];
    System.arraycopy(there, 0, both, 0, there.length);
    for (int i = 0; i < here.size(); i++) {
      both[there.length + i] = here.get(i);
    }
    cause.setStackTrace(both);
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException exception) {
      return exception;
    }
    return new IllegalStateException(cause);
  }

  /**
   * Finds out whether so many more threads can be had at once, for native code that ends the
   * process where it cannot start its threads: starts them, and returns when all have ended.
   * Another part of the process, or another process, may still take the last ones before native
   * code does.
   *
   * @param what who wants them, for the message
   * @throws ThreadLimitException if they cannot be had
   */
  public static void probe(int count, String what) {
    Probe[] probes = new Probe[count];
    CountDownLatch enough = new CountDownLatch(1);
    try {
      for (int i = 0; i < count; i++) {
        Probe probe = new Probe(enough);
        probe.thread.start();
        probes[i] = probe;
      }
    } catch (OutOfMemoryError e) {
      throw ThreadLimitException.toStart(what + " (" + count + " more threads)", e);
    } finally {
      enough.countDown();
      for (Probe probe : probes) {
        if (probe != null) {
          probe.awaitEnd();
        }
      }
    }
  }
}
