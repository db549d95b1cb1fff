package io.culebra.select;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was measured: nanoseconds of the ways to run each problem. Safe for use by many threads. */
public final class Timings {
  private final Map<Problem, Map<String, Double>> nanos = new HashMap<>();

  /** Notes what a way was measured to take, in the place of what is known of it. */
  public synchronized void put(Problem problem, String candidate, double took) {
    nanos.computeIfAbsent(problem, p -> new TreeMap<>()).put(candidate, took);
  }

  /** Takes over what others have measured, where nothing is known yet. */
  public void addMissing(Timings others) {
    others
        .copy()
        .forEach((problem, ways) ->
            ways.forEach((candidate, took) -> putMissing(problem, candidate, took)));
  }

  private synchronized void putMissing(Problem problem, String candidate, double took) {
    nanos.computeIfAbsent(problem, p -> new TreeMap<>()).putIfAbsent(candidate, took);
  }

  /** What a way takes, in nanoseconds; null where it was not measured. */
  public synchronized @Nullable Double of(Problem problem, String candidate) {
    return nanos.getOrDefault(problem, Map.of()).get(candidate);
  }

  /** Whether any way of the problem was measured. */
  public synchronized boolean knows(Problem problem) {
    return nanos.containsKey(problem);
  }

  /** What is known of the problem's ways, by their names. */
  public synchronized Map<String, Double> of(Problem problem) {
    return Map.copyOf(nanos.getOrDefault(problem, Map.of()));
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
