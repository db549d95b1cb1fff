package io.culebra.rewrite;

import io.culebra.graph.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The values that a pattern found, by the names that it gives them. Immutable. */
final class Match {
  /** Nothing is bound. */
  static final Match NOTHING = new Match(Map.of());

  private final Map<String, Value> values;

  private Match(Map<String, Value> values) {
    this.values = values;
  }

  /**
   * This and one more value; nothing if the name already stands for another value. Small constants
   * with the same elements count as one: exporters write the same axes again for every node.
   */
  Stream<Match> with(String name, Value value) {
    Value bound = values.get(name);
    if (bound != null) {
      return bound == value || Constants.areEqual(bound, value) ? Stream.of(this) : Stream.empty();
    }
    Map<String, Value> more = new HashMap<>(values);
    more.put(name, value);
    return Stream.of(new Match(more));
  }

  /** The value of this name. */
  Value value(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the pattern has no '" + name + "'");
    }
    return value;
  }

  /** Whether the pattern found a value of this name. */
  boolean has(String name) {
    return values.containsKey(name);
  }

  /** The only element of the constant of this name. */
  double scalar(String name) {
    return Constants.scalar(value(name)).orElseThrow();
  }
}
