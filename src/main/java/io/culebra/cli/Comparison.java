package io.culebra.cli;

import com.google.gson.annotations.SerializedName;
import io.culebra.StepInfo;
import io.culebra.StepTime;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two backends side by side, and what is chosen of them.
 *
 * @param nodes a row per node, in the order of the run; reorders of one choice alone among them
 * @param vector all nodes on vector
 * @param onednn all nodes on onednn
 * @param auto all nodes as they are chosen
 * @param ratio the time of all nodes on vector over that on onednn
 * @param regretMillis what would be gained if every node ran as fast as on its better backend
 * @param largestDifference the largest difference of an output's element between vector and onednn,
 *     relative to the largest element of that output
 * @param runs whole runs, taken in turns
 */
record Comparison(
    List<Row> nodes,
    Total vector,
    Total onednn,
    Total auto,
    double ratio,
    @SerializedName("regret_ms") double regretMillis,
    @SerializedName("largest_difference") double largestDifference,
    Runs runs) {

  /**
   * Medians of whole runs, in ms.
   *
   * @param auto as it is chosen
   * @param slower the time of auto over that of the better backend
   */
  record Runs(
      @SerializedName("vector_ms") double vector,
      @SerializedName("onednn_ms") double onednn,
      @SerializedName("auto_ms") double auto,
      double slower) {
    static Runs of(double vector, double onednn, double auto) {
      return new Runs(vector, onednn, auto, auto / Math.min(vector, onednn));
    }
  }

  /**
   * One node.
   *
   * @param node its name
   * @param operator the operator, with what is fused to it
   * @param output the type of the first output
   * @param multiplyAdds multiply-adds of a product or a convolution, else 0
   * @param vector how vector runs it; null where it has no such step
   * @param onednn how onednn runs it; null where it has no such step
   * @param auto how it is run as it is chosen; null where that has no such step
   * @param ratio the time on vector over the time on onednn; null where either does not run it
   * @param largestDifference the largest difference of an element of the first output, relative to
   *     the largest element, each backend having computed the node's inputs itself; null where
   *     either does not run it
   */
  record Row(
      String node,
      String operator,
      String output,
      @SerializedName("multiply_adds") long multiplyAdds,
      @Nullable Side vector,
      @Nullable Side onednn,
      @Nullable Side auto,
      @Nullable Double ratio,
      @SerializedName("largest_difference") @Nullable Double largestDifference) {
    /** What the better backend would gain over the choice, in ms; 0 where either is not known. */
    double regretMillis() {
      return vector == null || onednn == null || auto == null
          ? 0
          : Math.max(0, auto.millis - Math.min(vector.millis, onednn.millis));
    }
  }

  /**
   * All nodes on one backend.
   *
   * @param millis the sum of the medians
   * @param gigaflops floating-point operations of the products and convolutions per nanosecond of
   *     all nodes
   */
  record Total(@SerializedName("ms") double millis, @SerializedName("gflops") double gigaflops) {
    static Total of(List<StepTime> steps) {
      long nanos = Math.max(1, steps.stream().mapToLong(StepTime::nanos).sum());
      long work = steps.stream().mapToLong(time -> 2 * time.step().multiplyAdds()).sum();
      return new Total(nanos / 1e6, work / (double) nanos);
    }
  }

  /**
   * One node on one backend.
   *
   * @param implementation who runs it
   * @param millis the median of its times
   * @param gigaflops floating-point operations per nanosecond; 0 where they are not counted
   */
  record Side(
      String implementation,
      @SerializedName("ms") double millis,
      @SerializedName("gflops") double gigaflops) {
    static Side of(StepTime time) {
      long work = 2 * time.step().multiplyAdds();
      return new Side(
          time.step().implementation(),
          time.nanos() / 1e6,
          work / (double) Math.max(1, time.nanos()));
    }
  }

  static Comparison of(ProfiledRun vector, ProfiledRun onednn, ProfiledRun auto, Runs runs) {
    Map<String, StepTime> onOnednn = byNode(onednn);
    Map<String, StepTime> chosen = byNode(auto);
    List<Row> rows = new ArrayList<>();
    for (StepTime time : vector.steps()) {
      StepTime other = onOnednn.remove(time.step().node());
      Side side = side(chosen.remove(time.step().node()));
      rows.add(
          other == null
              ? row(time.step(), Side.of(time), null, side)
              : both(time, other, side, vector, onednn));
    }
    onOnednn.forEach(
        (node, time) -> rows.add(row(time.step(), null, Side.of(time), side(chosen.remove(node)))));
    chosen.values().forEach(time -> rows.add(row(time.step(), null, null, Side.of(time))));
    Total allVector = Total.of(vector.steps());
    Total allOnednn = Total.of(onednn.steps());
    return new Comparison(
        rows,
        allVector,
        allOnednn,
        Total.of(auto.steps()),
        allVector.millis() / allOnednn.millis(),
        rows.stream().mapToDouble(Row::regretMillis).sum(),
        Difference.largest(vector.outputs(), onednn.outputs()),
        runs);
  }

  private static Map<String, StepTime> byNode(ProfiledRun run) {
    Map<String, StepTime> byNode = new LinkedHashMap<>();
    run.steps().forEach(time -> byNode.put(time.step().node(), time));
    return byNode;
  }

  private static @Nullable Side side(@Nullable StepTime time) {
    return time == null ? null : Side.of(time);
  }

  private static Row both(
      StepTime time, StepTime other, @Nullable Side auto, ProfiledRun vector, ProfiledRun onednn) {
    StepInfo step = time.step();
    Tensor found = vector.values().get(step.node());
    Tensor expected = onednn.values().get(step.node());
    return new Row(
        step.node(),
        step.operator(),
        output(step),
        step.multiplyAdds(),
        Side.of(time),
        Side.of(other),
        auto,
        (double) time.nanos() / Math.max(1, other.nanos()),
        found == null || expected == null ? null : Difference.largest(found, expected));
  }

  private static Row row(
      StepInfo step, @Nullable Side vector, @Nullable Side onednn, @Nullable Side auto) {
    return new Row(
        step.node(),
        step.operator(),
        output(step),
        step.multiplyAdds(),
        vector,
        onednn,
        auto,
        null,
        null);
  }

  private static String output(StepInfo step) {
    return step.outputs().isEmpty() ? "" : step.outputs().getFirst().toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(line("node", "output", "vector", "onednn", "auto", "who runs it on auto"));
    for (Row row : nodes) {
      text.append(
          line(
              row.node(),
              row.output(),
              shown(row.vector()),
              shown(row.onednn()),
              shown(row.auto()),
              row.auto() == null ? "" : row.auto().implementation()));
    }
    text.append(
        line("all nodes", "", shown(vector.millis), shown(onednn.millis), shown(auto.millis), ""));
    text.append(
        line("whole runs", "", shown(runs.vector), shown(runs.onednn), shown(runs.auto), ""));
    return text.append(
            String.format(
                "Milliseconds. auto takes %.2f of the better backend's time; nodes that would be"
                    + " faster%non the other one add up to %.3f ms. vector and onednn differ by %.2g"
                    + " of the largest element.",
                runs.slower, regretMillis, largestDifference))
        .toString();
  }

  private static String line(
      String node, String output, String vector, String onednn, String auto, String who) {
    return String.format(
            "%-32s %-20s %8s %8s %8s %s",
            shortened(node, 32), shortened(output, 20), vector, onednn, auto, who)
        + System.lineSeparator();
  }

  private static String shown(@Nullable Side side) {
    return side == null ? "-" : shown(side.millis());
  }

  private static String shown(double millis) {
    return String.format("%.3f", millis);
  }

  private static String shortened(String name, int longest) {
    int half = longest / 2 - 1;
    return name.length() <= longest
        ? name
        : name.substring(0, half) + ".." + name.substring(name.length() - half);
  }
}
