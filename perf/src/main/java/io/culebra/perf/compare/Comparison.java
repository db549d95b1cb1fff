package io.culebra.perf.compare;

import io.culebra.perf.compare.Change.Kind;
import io.culebra.perf.result.Measurement;
import io.culebra.perf.result.Profile;
import io.culebra.perf.result.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.math3.stat.inference.TTest;

/**
 * Compares two results. A time counts as changed when Welch's test on the logarithms, with Holm's
 * correction for the number of comparisons, says so, and the change is larger than 5 % (10 % of few
 * processes), than the scatter of either side, and than the change of ONNX Runtime on the same
 * model: the peer is the same in both, so what it shows is the machine.
 */
public final class Comparison {

  /** Ten comparisons without a change find one in at most one of ten cases. */
  private static final double SIGNIFICANCE = 0.01;

  private static final double LEAST_CHANGE = 0.05;

  /** Of durations from so few processes that they don't show how much those differ. */
  private static final double LEAST_CHANGE_OF_FEW = 0.1;

  private final Map<String, Series> before;
  private final Map<String, Series> after;
  private final Map<String, String> controls = new HashMap<>();
  private final Map<String, Double> probabilities = new HashMap<>();

  private Comparison(RunResult before, RunResult after) {
    this.before = Series.of(before);
    this.after = Series.of(after);
    List.of(before, after).forEach(this::addControls);
    correct();
  }

  private void addControls(RunResult result) {
    Map<String, String> peers = new HashMap<>();
    for (Measurement m : result.measurements()) {
      controls.put(m.key(), m.peerKey());
      peers.put(m.key(), m.peerKey());
    }
    for (Profile profile : result.profiles()) {
      String peer = peers.getOrDefault(profile.measurementKey(), "");
      profile.operators().forEach(operator -> controls.put(profile.key(operator), peer));
    }
  }

  /** What happened to everything that was measured, in the order of the keys. */
  public static List<Change> of(RunResult before, RunResult after) {
    Comparison comparison = new Comparison(before, after);
    TreeSet<String> keys = new TreeSet<>(comparison.before.keySet());
    keys.addAll(comparison.after.keySet());
    return keys.stream().filter(key -> !comparison.isControl(key)).map(comparison::change).toList();
  }

  private boolean isControl(String key) {
    return key.equals(controls.get(key));
  }

  /** Holm: the smallest of n probabilities times n, the next one times n - 1, never falling. */
  private void correct() {
    record Test(String key, double probability) {}
    List<Test> tests = new ArrayList<>();
    before.forEach((key, series) -> {
      Series other = after.get(key);
      if (other != null && series.isMeasured() && other.isMeasured() && !isControl(key)) {
        tests.add(new Test(key, probability(series, other)));
      }
    });
    tests.sort(Comparator.comparingDouble(Test::probability));
    double highest = 0;
    for (int i = 0; i < tests.size(); i++) {
      Test test = tests.get(i);
      highest = Math.max(highest, Math.min(1, test.probability() * (tests.size() - i)));
      probabilities.put(test.key(), highest);
    }
  }

  private static double probability(Series before, Series after) {
    boolean constant = before.spread() == 0 && after.spread() == 0;
    if (constant) {
      return before.median() == after.median() ? 1 : 0;
    }
    return new TTest().tTest(before.logs(), after.logs());
  }

  private Change change(String key) {
    Series old = before.get(key);
    Series now = after.get(key);
    if (old == null || now == null) {
      return withoutTimes(key, Kind.UNPAIRED, old == null ? "new" : "no longer measured");
    }
    if (!old.isMeasured() || !now.isMeasured()) {
      Kind kind = old.isMeasured() ? Kind.BROKEN : now.isMeasured() ? Kind.REPAIRED : Kind.SAME;
      return withoutTimes(key, kind, now.verdict());
    }
    double factor = now.median() / old.median();
    boolean several = old.isOfSeveralLaunches() && now.isOfSeveralLaunches();
    double noise =
        Math.max(
            Math.max(several ? LEAST_CHANGE : LEAST_CHANGE_OF_FEW, controlChange(key)),
            Math.max(old.spread(), now.spread()));
    double probability = probabilities.getOrDefault(key, 1.0);
    boolean changed = probability < SIGNIFICANCE && Math.abs(Math.log(factor)) > noise;
    Kind kind = changed ? factor > 1 ? Kind.SLOWER : Kind.FASTER : Kind.SAME;
    return new Change(key, kind, old.median(), now.median(), noise, probability, "");
  }

  private static Change withoutTimes(String key, Kind kind, String note) {
    return new Change(key, kind, null, null, 0, 1, note);
  }

  /** How much ONNX Runtime changed on the same model and threads; 0 when it was not measured. */
  private double controlChange(String key) {
    String control = controls.getOrDefault(key, "");
    Series old = before.get(control);
    Series now = after.get(control);
    if (old == null || now == null || !old.isMeasured() || !now.isMeasured()) {
      return 0;
    }
    return Math.abs(Math.log(now.median() / old.median()));
  }
}
