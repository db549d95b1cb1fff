package io.culebra.plan;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was planned, by what it was planned for; what was not used for longest goes first when there
 * are too many bytes of it. Not safe for use by many threads: the owner locks.
 *
 * @param <V> what is kept
 */
final class PlanCache<V> {
  private final long limit;
  private final ToLongFunction<V> size;
  private final Consumer<V> retire;
  private final Map<Object, V> kept = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * An empty cache.
   *
   * @param limit the most bytes that it keeps, besides the newest entry
   * @param size the bytes of an entry
   * @param retire gives an entry up
   */
  PlanCache(long limit, ToLongFunction<V> size, Consumer<V> retire) {
    this.limit = limit;
    this.size = size;
    this.retire = retire;
  }

  @Nullable V get(Object key) {
    return kept.get(key);
  }

  void put(Object key, V value) {
    kept.put(key, value);
    long bytes = bytes();
    Iterator<V> oldest = kept.values().iterator();
    while (bytes > limit && kept.size() > 1) {
      V victim = oldest.next();
      bytes -= size.applyAsLong(victim);
      oldest.remove();
      retire.accept(victim);
    }
  }

  long bytes() {
    return kept.values().stream().mapToLong(size).sum();
  }

  int size() {
    return kept.size();
  }

  void clear() {
    kept.values().forEach(retire);
    kept.clear();
  }
}
