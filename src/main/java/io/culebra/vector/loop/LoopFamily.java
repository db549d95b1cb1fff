package io.culebra.vector.loop;

import io.culebra.vector.math.LaneCode;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The specialised copies of one template, each made when it is first asked for. Safe for any number
 * of threads.
 *
 * @param <T> what the template implements
 */
public final class LoopFamily<T> {
  private final Map<Map<String, LaneCode>, T> loops = new ConcurrentHashMap<>();
  private final Lookup lookup;
  private final Class<? extends T> template;
  private final Class<T> type;

  /**
   * A family without members so far.
   *
   * @param lookup full access to the template's package
   * @param template the template
   * @param type what it implements
   */
  public LoopFamily(Lookup lookup, Class<? extends T> template, Class<T> type) {
    this.lookup = lookup;
    this.template = template;
    this.type = type;
  }

  /**
   * The loop with these functions, the same one whenever it is asked for.
   *
   * @param functions the code for each method of {@link Hole} that the template calls
   */
  public T with(Map<String, LaneCode> functions) {
    return loops.computeIfAbsent(functions, f -> Specialiser.specialise(lookup, template, type, f));
  }
}
