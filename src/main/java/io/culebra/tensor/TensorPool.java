package io.culebra.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tensors whose memory is used again after they have been closed. What is idle is bounded; what is
 * idle and what is in use are both counted. A tensor may be closed after its pool.
 *
 * <p>Where an account refuses, idle memory goes first; then the garbage collector is asked for
 * tensors that nobody holds any more and nobody closed.
 *
 * <p>Safe for use by many threads.
 */
public final class TensorPool implements AutoCloseable {
  private static final int LONGEST_WAIT_MILLIS = 128;

  private final MemoryAccount account;
  private final long mostIdleBytes;

  /** By their size; what was used last stands last. */
  private final Map<Long, ArrayDeque<NativeMemory.Block>> idle =
      new LinkedHashMap<>(16, 0.75f, true);

  private long idleBytes;
  private int inUse;
  private boolean closed;

  /**
   * An empty pool.
   *
   * @param account counts what the pool holds, in use or not
   * @param mostIdleBytes the most bytes that are kept for tensors to come; checked memory is never
   *     used again
   */
  public TensorPool(MemoryAccount account, long mostIdleBytes) {
    this.account = account;
    this.mostIdleBytes = NativeMemory.CHECKED ? 0 : mostIdleBytes;
  }

  /**
   * A tensor whose elements are whatever was there before.
   *
   * @throws InvalidInputException as {@link Tensor#allocate}
   * @throws MemoryLimitException if the account refuses, or the system has no more memory
   */
  public Tensor allocate(DataType dataType, Shape shape) {
    long bytes = sizeClass(Tensor.checkedBytes(dataType, shape));
    NativeMemory.Block block = take(bytes);
    if (block == null) {
      block = allocate(bytes, "a tensor of " + dataType + " " + shape);
    }
    NativeMemory.Block taken = block;
    return new Tensor(dataType, shape, taken.address(), () -> giveBack(taken));
  }

  /** The next size that the pool deals in: an eighth too much at most. */
  static long sizeClass(long bytes) {
    long step = Math.max(NativeMemory.ALIGNMENT, Long.highestOneBit(bytes) / 8);
    return bytes > Long.MAX_VALUE - step ? bytes : Math.max(step, (bytes + step - 1) / step * step);
  }

  private synchronized NativeMemory.@Nullable Block take(long bytes) {
    inUse++;
    ArrayDeque<NativeMemory.Block> fitting = idle.get(bytes);
    NativeMemory.Block found = fitting == null ? null : fitting.pollLast();
    if (found != null) {
      idleBytes -= bytes;
    }
    return found;
  }

  private NativeMemory.Block allocate(long bytes, String what) {
    boolean done = false;
    try {
      NativeMemory.Block block = reserved(bytes, what);
      done = true;
      return block;
    } finally {
      if (!done) {
        synchronized (this) {
          inUse--;
        }
      }
    }
  }

  private NativeMemory.Block reserved(long bytes, String what) {
    try {
      return fresh(bytes, what);
    } catch (MemoryLimitException e) {
      for (int millis = 1; millis <= LONGEST_WAIT_MILLIS; millis *= 2) {
        trim();
        try {
          return fresh(bytes, what);
        } catch (MemoryLimitException again) {
          if (!holdsMore() || !waited(millis, millis == 1)) {
            throw again;
          }
        }
      }
      throw e;
    }
  }

  private synchronized boolean holdsMore() {
    return inUse > 1 || idleBytes > 0;
  }

  /** Lets the garbage collector find what was dropped; false if the thread is interrupted. */
  private static boolean waited(int millis, boolean collect) {
    if (collect) {
      System.gc();
    }
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private NativeMemory.Block fresh(long bytes, String what) {
    account.reserve(bytes, what);
    try {
      return NativeMemory.allocate(bytes, what);
    } catch (RuntimeException | Error e) {
      account.release(bytes);
      throw e;
    }
  }

  private void giveBack(NativeMemory.Block block) {
    List<NativeMemory.Block> tooMany = new ArrayList<>();
    synchronized (this) {
      inUse--;
      if (closed || block.bytes() > mostIdleBytes) {
        tooMany.add(block);
      } else {
        idle.computeIfAbsent(block.bytes(), bytes -> new ArrayDeque<>()).addLast(block);
        idleBytes += block.bytes();
        takeIdle(mostIdleBytes, tooMany);
      }
    }
    free(tooMany);
  }

  /** Takes away what was used longest ago until so many bytes are left. */
  private void takeIdle(long bytes, List<NativeMemory.Block> taken) {
    Iterator<ArrayDeque<NativeMemory.Block>> oldest = idle.values().iterator();
    while (idleBytes > bytes) {
      ArrayDeque<NativeMemory.Block> blocks = oldest.next();
      while (idleBytes > bytes && !blocks.isEmpty()) {
        NativeMemory.Block block = blocks.removeFirst();
        idleBytes -= block.bytes();
        taken.add(block);
      }
      if (blocks.isEmpty()) {
        oldest.remove();
      }
    }
  }

  private void free(List<NativeMemory.Block> blocks) {
    for (NativeMemory.Block block : blocks) {
      block.close();
      account.release(block.bytes());
    }
  }

  /** Bytes that no tensor uses. */
  public synchronized long idleBytes() {
    return idleBytes;
  }

  /** Gives back what no tensor uses. */
  public void trim() {
    List<NativeMemory.Block> all = new ArrayList<>();
    synchronized (this) {
      takeIdle(0, all);
    }
    free(all);
  }

  /** Gives back what no tensor uses, and from now on what tensors give back. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    trim();
  }
}
