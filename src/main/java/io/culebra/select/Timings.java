package io.culebra.select;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What was measured: nanoseconds of the ways to run each problem. Safe for use by many threads. */
public final class Timings {
  private final Map<Problem, Map<String, Double>> nanos = new HashMap<>();

  /** Notes what a way was measured to take, to the nanosecond, in the place of what is known. */
  public synchronized void put(Problem problem, String candidate, double took) {
    nanos.computeIfAbsent(problem, p -> new TreeMap<>()).put(candidate, (double) Math.round(took));
  }

  /** Takes over what others have measured, in the place of what is known of the same ways. */
  public synchronized void putAll(Timings others) {
    others
        .copy()
        .forEach(
            (problem, ways) -> nanos.computeIfAbsent(problem, p -> new TreeMap<>()).putAll(ways));
  }

  /** Takes over what others have measured, where nothing is known yet. */
  public synchronized void addMissing(Timings others) {
    others
        .copy()
        .forEach((problem, ways) ->
            ways.forEach((way, took) ->
                nanos.computeIfAbsent(problem, p -> new TreeMap<>()).putIfAbsent(way, took)));
  }

  /** What is known of the problem's ways, by their names. */
  public synchronized Map<String, Double> of(Problem problem) {
    return Collections.unmodifiableMap(new TreeMap<>(nanos.getOrDefault(problem, Map.of())));
  }

  /** All that is known. */
  public synchronized Map<Problem, Map<String, Double>> copy() {
    Map<Problem, Map<String, Double>> copy = new HashMap<>();
    nanos.forEach((problem, ways) -> copy.put(problem, new TreeMap<>(ways)));
    return copy;
  }

  /** How many ways were measured, of all problems. */
  public synchronized int size() {
    return nanos.values().stream().mapToInt(Map::size).sum();
  }
}
