package io.culebra.plan;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was planned, by what it was planned for; what was not used for longest goes first when the
 * owner finds that there are too many bytes of it. Not safe for use by many threads: the owner
 * locks.
 *
 * @param <V> what is kept
 */
final class PlanCache<V> {
  private final ToLongFunction<V> size;
  private final Consumer<V> retire;
  private final Map<Object, V> kept = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * An empty cache.
   *
   * @param size the bytes of an entry
   * @param retire gives an entry up
   */
  PlanCache(ToLongFunction<V> size, Consumer<V> retire) {
    this.size = size;
    this.retire = retire;
  }

  @Nullable V get(Object key) {
    return kept.get(key);
  }

  void put(Object key, V value) {
    kept.put(key, value);
  }

  /**
   * Gives up what was not used for longest until no more than so many bytes are left, or nothing
   * but what was used last.
   *
   * @return whether anything was given up
   */
  boolean keepWithin(long limit) {
    long bytes = bytes();
    boolean any = false;
    Iterator<V> oldest = kept.values().iterator();
    for (int left = kept.size(); bytes > limit && left > 1; left--) {
      V victim = oldest.next();
      bytes -= size.applyAsLong(victim);
      oldest.remove();
      retire.accept(victim);
      any = true;
    }
    return any;
  }

  long bytes() {
    return kept.values().stream().mapToLong(size).sum();
  }

  int size() {
    return kept.size();
  }

  /** What was used last; null if the cache is empty. */
  @Nullable V newest() {
    V newest = null;
    for (V value : kept.values()) {
      newest = value;
    }
    return newest;
  }

  void clear() {
    kept.values().forEach(retire);
    kept.clear();
  }
}
