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
 * Two backends side by side.
 *
 * @param nodes a row per node, in the order of the run; reorders of one backend alone among them
 * @param vector all nodes on vector
 * @param onednn all nodes on onednn
 * @param ratio the time of all nodes on vector over that on onednn
 * @param largestDifference the largest difference of an output's element, relative to the largest
 *     element of that output
 */
record Comparison(
    List<Row> nodes,
    Total vector,
    Total onednn,
    double ratio,
    @SerializedName("largest_difference") double largestDifference) {

  /**
   * One node.
   *
   * @param node its name
   * @param operator the operator, with what is fused to it
   * @param output the type of the first output
   * @param multiplyAdds multiply-adds of a product or a convolution, else 0
   * @param vector how vector runs it; null where it has no such step
   * @param onednn how onednn runs it; null where it has no such step
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
      @Nullable Double ratio,
      @SerializedName("largest_difference") @Nullable Double largestDifference) {}

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

  static Comparison of(ProfiledRun vector, ProfiledRun onednn) {
    Map<String, StepTime> other = new LinkedHashMap<>();
    onednn.steps().forEach(time -> other.put(time.step().node(), time));
    List<Row> rows = new ArrayList<>();
    for (StepTime time : vector.steps()) {
      StepTime same = other.remove(time.step().node());
      rows.add(
          same == null ? row(time.step(), Side.of(time), null) : both(time, same, vector, onednn));
    }
    other.values().forEach(time -> rows.add(row(time.step(), null, Side.of(time))));
    Total onVector = Total.of(vector.steps());
    Total onOnednn = Total.of(onednn.steps());
    return new Comparison(
        rows,
        onVector,
        onOnednn,
        onVector.millis() / onOnednn.millis(),
        Difference.largest(vector.outputs(), onednn.outputs()));
  }

  private static Row both(StepTime time, StepTime other, ProfiledRun vector, ProfiledRun onednn) {
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
        (double) time.nanos() / Math.max(1, other.nanos()),
        found == null || expected == null ? null : Difference.largest(found, expected));
  }

  private static Row row(StepInfo step, @Nullable Side vector, @Nullable Side onednn) {
    return new Row(
        step.node(),
        step.operator(),
        output(step),
        step.multiplyAdds(),
        vector,
        onednn,
        null,
        null);
  }

  private static String output(StepInfo step) {
    return step.outputs().isEmpty() ? "" : step.outputs().getFirst().toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%-44s %-22s %10s %8s  %10s %8s %7s %10s%n",
            "node",
            "output",
            "vector ms",
            "GFLOP/s",
            "onednn ms",
            "GFLOP/s",
            "ratio",
            "difference"));
    for (Row row : nodes) {
      text.append(
          String.format(
              "%-44s %-22s %s  %s %7s %10s%n",
              shortened(row.node()),
              row.output(),
              shown(row.vector()),
              shown(row.onednn()),
              row.ratio() == null ? "" : String.format("%.2f", row.ratio()),
              row.largestDifference() == null
                  ? ""
                  : String.format("%.2g", row.largestDifference())));
    }
    return text.append(
            String.format(
                "%-67s %10.3f %8.1f  %10.3f %8.1f %7.2f %10.2g%n",
                "all nodes; difference of the outputs",
                vector.millis(),
                vector.gigaflops(),
                onednn.millis(),
                onednn.gigaflops(),
                ratio,
                largestDifference))
        .append("difference: of the largest element, each backend having computed all before it")
        .toString();
  }

  private static String shown(@Nullable Side side) {
    return side == null
        ? String.format("%10s %8s", "-", "")
        : String.format(
            "%10.3f %8s",
            side.millis(), side.gigaflops() == 0 ? "" : String.format("%.1f", side.gigaflops()));
  }

  private static String shortened(String name) {
    return name.length() <= 44
        ? name
        : name.substring(0, 20) + "..." + name.substring(name.length() - 21);
  }
}
