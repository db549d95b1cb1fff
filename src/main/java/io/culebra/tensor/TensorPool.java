package io.culebra.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tensors whose memory is used again after they have been closed. What is idle is bounded; what is
 * idle and what is in use are both counted. A tensor may be closed after its pool.
 *
 * <p>Where the account refuses, idle memory goes first.
 *
 * <p>Safe for use by many threads.
 */
public final class TensorPool implements AutoCloseable {
  private final MemoryAccount account;
  private final long mostIdleBytes;

  /** By their size; what was used last stands last. */
  private final Map<Long, ArrayDeque<NativeMemory.Block>> idle =
      new LinkedHashMap<>(16, 0.75f, true);

  private long idleBytes;
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
   * @param what what it is for, as it is named in the exception
   * @throws InvalidInputException as {@link Tensor#allocate}
   * @throws MemoryLimitException if the account refuses, or the system has no more memory
   */
  public Tensor allocate(DataType dataType, Shape shape, Supplier<String> what) {
    long bytes = sizeClass(Tensor.checkedBytes(dataType, shape));
    NativeMemory.Block block = take(bytes);
    if (block == null) {
      block = allocate(bytes, what.get());
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
    ArrayDeque<NativeMemory.Block> fitting = idle.get(bytes);
    NativeMemory.Block found = fitting == null ? null : fitting.pollLast();
    if (found != null) {
      idleBytes -= bytes;
    }
    return found;
  }

  private NativeMemory.Block allocate(long bytes, String what) {
    try {
      return NativeMemory.allocate(bytes, what, account);
    } catch (MemoryLimitException e) {
      trim();
      return NativeMemory.allocate(bytes, what, account);
    }
  }

  private void giveBack(NativeMemory.Block block) {
    List<NativeMemory.Block> tooMany = new ArrayList<>();
    synchronized (this) {
      if (closed || block.bytes() > mostIdleBytes) {
        tooMany.add(block);
      } else {
        idle.computeIfAbsent(block.bytes(), bytes -> new ArrayDeque<>()).addLast(block);
        idleBytes += block.bytes();
        takeIdle(mostIdleBytes, tooMany);
      }
    }
    tooMany.forEach(NativeMemory.Block::close);
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
    all.forEach(NativeMemory.Block::close);
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
