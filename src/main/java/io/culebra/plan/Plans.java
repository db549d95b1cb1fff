package io.culebra.plan;

import io.culebra.graph.Graph;
import io.culebra.graph.Patch;
import io.culebra.graph.Value;
import io.culebra.op.Range;
import io.culebra.op.Resize;
import io.culebra.tensor.CanceledException;
import io.culebra.tensor.Constant;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import io.culebra.tensor.ThreadLimitException;
import io.culebra.thread.LibraryThreads;
import java.lang.System.Logger.Level;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plans of a network, by what they were made for. Callers who want the same plan wait until one
 * of them has made it; nobody waits for a plan that he does not want. Where the best plan has to
 * wait for the JVM to compile its loops, another one answers meanwhile. Safe for use by many
 * threads.
 */
final class Plans {
  private static final System.Logger LOG = System.getLogger(Plans.class.getName());
  private static final int LARGEST_SHAPE_TENSOR = 1024;

  private final Graph graph;
  private final Planner planner;
  private final int threads;
  private final long mostBytes;
  private final Runnable dropRetired;
  private final boolean answersSoon;
  private final PlanCache<Stretch> kept = new PlanCache<>(Stretch::bytes, Stretch::retire);

  /** What a better plan is being made for, each until its latch opens. */
  private final Map<Key, CountDownLatch> settling = new HashMap<>();

  /**
   * A latch for each plan that is being made aside, the ones that nobody wants any more included.
   */
  private final Set<CountDownLatch> aside = new HashSet<>();

  /** What is being made, each until its latch opens. */
  private final Map<Object, CountDownLatch> making = new HashMap<>();

  private volatile @Nullable Latest latest;
  private volatile @Nullable Latest latestOfOne;
  private long made;

  /** Counts how often plans were forgotten: what was begun before must not be kept. */
  private long generation;

  private boolean closed;

  /**
   * The stretch of the last run and what it was planned for, so that a run of the same shapes looks
   * nothing up.
   */
  private record Latest(List<Shape> shapes, Stretch stretch) {}

  /** What a plan is made for. */
  private record Key(List<Shape> shapes, int threads) {}

  /** What a plan behind another one is made for. */
  private record NextKey(Stretch before, List<Object> given, int threads) {
    /** A stretch stands for itself alone. */
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(Object other) {
      return other instanceof NextKey key
          && key.before == before
          && key.given.equals(given)
          && key.threads == threads;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(before) + 31 * given.hashCode() + threads;
    }
  }

  /**
   * No plans yet.
   *
   * @param threads of a run that has all of them
   * @param mostBytes how many bytes of plans are kept, besides the last one
   * @param dropRetired lets those who may still hold plans that were given up let go of them
   * @param answersSoon whether a first plan may do without ways that have to be compiled first,
   *     until the best one is made
   */
  Plans(
      Graph graph,
      Planner planner,
      int threads,
      long mostBytes,
      Runnable dropRetired,
      boolean answersSoon) {
    this.answersSoon = answersSoon;
    this.graph = graph;
    this.planner = planner;
    this.threads = threads;
    this.mostBytes = mostBytes;
    this.dropRetired = dropRetired;
  }

  /** How many plans have been made so far. */
  long made() {
    synchronized (kept) {
      return made;
    }
  }

  /** Gives all plans up; they are made again when they are wanted. */
  void forget() {
    synchronized (kept) {
      generation++;
      latest = null;
      latestOfOne = null;
      kept.clear();
      dropRetired.run();
    }
  }

  /**
   * Whether the first stretch for these shapes is the last one that was used, for a run on all
   * threads or on one.
   */
  boolean isLatest(List<Shape> shapes) {
    Latest all = latest;
    Latest one = latestOfOne;
    return (all != null && all.shapes.equals(shapes)) || (one != null && one.shapes.equals(shapes));
  }

  /** The first stretch for these shapes, its plan retained. */
  Stretch first(List<Shape> shapes, int count) {
    Latest last = count == threads ? latest : latestOfOne;
    if (last != null && last.shapes.equals(shapes) && last.stretch.plan().retain()) {
      return last.stretch;
    }
    Key key = new Key(List.copyOf(shapes), count);
    Stretch stretch =
        retained(
            key,
            kept,
            key,
            cold -> {
              Map<Value, TensorType> given = new IdentityHashMap<>();
              for (int i = 0; i < key.shapes().size(); i++) {
                Value input = graph.inputs().get(i);
                TensorType declared = input.declared();
                given.put(
                    input,
                    new TensorType(
                        declared == null ? DataType.FLOAT : declared.dataType(),
                        key.shapes().get(i)));
              }
              return planner.plan(graph, given, false, count, cold);
            });
    synchronized (kept) {
      Latest newest = stretch.plan().isRetired() ? null : new Latest(key.shapes(), stretch);
      if (count == threads) {
        latest = newest;
      } else {
        latestOfOne = newest;
      }
    }
    return stretch;
  }

  /**
   * The stretch behind one that has run, planned for the shapes and small integer tensors that came
   * out; its plan retained.
   */
  Stretch following(Stretch before, Graph rest, Values values, int count) {
    Map<Value, TensorType> given = new IdentityHashMap<>();
    List<Object> key = new ArrayList<>();
    Patch patch = new Patch(rest);
    for (Value input : rest.inputs()) {
      Tensor tensor = values.of(input);
      given.put(input, tensor.type());
      key.add(tensor.shape());
      if (mayDetermineShapes(rest, input, tensor)) {
        Tensor copy = Tensor.copyOf(tensor.segment(), tensor.dataType(), tensor.shape());
        // The key outlives the tensor.
        key.add(ByteBuffer.wrap(copy.segment().toArray(ValueLayout.JAVA_BYTE)));
        patch.replaceUses(input, Value.constant(input.name(), Constant.of(copy)));
      }
    }
    return retained(
        new NextKey(before, key, count),
        before.next(),
        key,
        cold -> planner.plan(patch.apply(), given, true, count, null));
  }

  /**
   * The stretch of a key, its plan retained; made by this caller unless somebody has made it, or
   * does so now.
   *
   * @param name tells what is being made from all else that is
   */
  private Stretch retained(
      Object name,
      PlanCache<Stretch> cache,
      Object key,
      Function<@Nullable ColdWays, Stretch> maker) {
    while (true) {
      CountDownLatch others;
      long begun;
      synchronized (kept) {
        begun = generation;
        Stretch known = cache.get(key);
        if (known != null) {
          known.plan().retain();
          return known;
        }
        others = making.get(name);
        if (others == null) {
          making.put(name, new CountDownLatch(1));
        }
      }
      if (others == null) {
        return make(name, cache, key, maker, begun);
      }
      await(others);
    }
  }

  private Stretch make(
      Object name,
      PlanCache<Stretch> cache,
      Object key,
      Function<@Nullable ColdWays, Stretch> maker,
      long begun) {
    try {
      ColdWays cold = answersSoon && name instanceof Key ? new ColdWays() : null;
      Stretch stretch = LibraryThreads.call(() -> maker.apply(cold));
      synchronized (kept) {
        made++;
        stretch.plan().retain();
        if (generation != begun) {
          stretch.retire();
          return stretch;
        }
        cache.put(key, stretch);
        if (name instanceof NextKey next && next.before.plan().isRetired()) {
          cache.clear();
        } else {
          keepWithinBounds();
        }
        if (cold != null && cold.isAnyLeftOut() && name instanceof Key wanted && !closed) {
          settle(wanted, stretch, maker);
        }
      }
      return stretch;
    } finally {
      synchronized (kept) {
        CountDownLatch waiting = making.remove(name);
        if (waiting != null) {
          waiting.countDown();
        }
      }
    }
  }

  /** Lets the best plan be made aside, and take the place of one that was made sooner. */
  private void settle(Key key, Stretch soon, Function<@Nullable ColdWays, Stretch> maker) {
    CountDownLatch done = new CountDownLatch(1);
    long begun = generation;
    try {
      LibraryThreads.start(
          "culebra-planner-aside",
          () -> {
            try {
              replace(key, soon, maker.apply(null), begun);
            } catch (CulebraException e) {
              LOG.log(Level.INFO, "a first plan stays as it is: {0}", e.getMessage());
            } catch (RuntimeException e) {
              LOG.log(Level.WARNING, "a first plan stays as it is", e);
            } finally {
              synchronized (kept) {
                settling.remove(key, done);
                aside.remove(done);
              }
              done.countDown();
            }
          });
      settling.put(key, done);
      aside.add(done);
    } catch (ThreadLimitException e) {
      LOG.log(Level.INFO, "a first plan stays as it is: {0}", e.getMessage());
    }
  }

  private void replace(Key key, Stretch soon, Stretch best, long begun) {
    synchronized (kept) {
      made++;
      if (closed || generation != begun || soon.plan().isRetired()) {
        best.retire();
        return;
      }
      kept.put(key, best);
      latest = null;
      latestOfOne = null;
      soon.plan().retireForGood();
      soon.retire();
      keepWithinBounds();
      dropRetired.run();
    }
  }

  /**
   * The first stretch for these shapes when the best plan has been made, which is retained.
   *
   * @throws CanceledException if the caller is interrupted while he waits
   */
  Stretch settled(List<Shape> shapes, int count) {
    first(shapes, count).plan().release();
    CountDownLatch best;
    synchronized (kept) {
      best = settling.get(new Key(List.copyOf(shapes), count));
    }
    if (best != null) {
      await(best);
    }
    return first(shapes, count);
  }

  /** Gives all plans up, those included that are being made aside; no run may be under way. */
  void close() {
    List<CountDownLatch> unfinished;
    synchronized (kept) {
      closed = true;
      unfinished = List.copyOf(aside);
    }
    unfinished.forEach(Plans::awaitUninterruptibly);
    forget();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CanceledException(
          "the run was given up: its caller was interrupted while he waited for a plan", e);
    }
  }

  /**
   * Gives up the plans that were not used for longest, and the frames of the lanes that are idle.
   */
  private void keepWithinBounds() {
    if (Stretch.keepWithin(kept, mostBytes)) {
      dropRetired.run();
    }
  }

  /**
   * Whether a tensor is small, and of integers or used as the scales of a Resize or the bounds of a
   * Range.
   */
  private static boolean mayDetermineShapes(Graph rest, Value value, Tensor tensor) {
    if (tensor.shape().elements() > LARGEST_SHAPE_TENSOR) {
      return false;
    }
    return switch (tensor.dataType()) {
      case INT64, INT32 -> true;
      case FLOAT, DOUBLE, INT16 ->
          rest.consumers(value).stream()
              .anyMatch(node ->
                  node.op() instanceof Range
                      || (node.op() instanceof Resize && node.input(0) != value));
      default -> false;
    };
  }
}
