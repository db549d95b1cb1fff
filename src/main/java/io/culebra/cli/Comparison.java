package io.culebra.cli;

import com.google.gson.annotations.SerializedName;
import io.culebra.StepInfo;
import io.culebra.StepTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two backends side by side.
 *
 * @param nodes a row per node, in the order of the run; reorders of one backend alone among them
 * @param vectorMillis all nodes on vector
 * @param onednnMillis all nodes on onednn
 * @param largestDifference the largest difference of an output's element, relative to the largest
 *     element of that output
 */
record Comparison(
    List<Row> nodes,
    @SerializedName("vector_ms") double vectorMillis,
    @SerializedName("onednn_ms") double onednnMillis,
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
   */
  record Row(
      String node,
      String operator,
      String output,
      @SerializedName("multiply_adds") long multiplyAdds,
      @Nullable Side vector,
      @Nullable Side onednn) {
    /** The time on vector over the time on onednn; null where either does not run it. */
    @Nullable Double ratio() {
      return vector == null || onednn == null ? null : vector.millis() / onednn.millis();
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
      rows.add(row(time.step(), Side.of(time), same == null ? null : Side.of(same)));
    }
    other.values().forEach(time -> rows.add(row(time.step(), null, Side.of(time))));
    return new Comparison(
        rows,
        total(vector.steps()),
        total(onednn.steps()),
        Difference.largest(vector.outputs(), onednn.outputs()));
  }

  private static Row row(StepInfo step, @Nullable Side vector, @Nullable Side onednn) {
    String output = step.outputs().isEmpty() ? "" : step.outputs().getFirst().toString();
    return new Row(step.node(), step.operator(), output, step.multiplyAdds(), vector, onednn);
  }

  private static double total(List<StepTime> steps) {
    return steps.stream().mapToLong(StepTime::nanos).sum() / 1e6;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%-44s %-22s %10s %8s  %10s %8s %7s%n",
            "node", "output", "vector ms", "GFLOP/s", "onednn ms", "GFLOP/s", "ratio"));
    for (Row row : nodes) {
      Double ratio = row.ratio();
      text.append(
          String.format(
              "%-44s %-22s %s  %s %7s%n",
              shortened(row.node()),
              row.output(),
              shown(row.vector()),
              shown(row.onednn()),
              ratio == null ? "" : String.format("%.2f", ratio)));
    }
    text.append(
        String.format(
            "%-67s %10.3f %8s  %10.3f %8s %7.2f%n",
            "all nodes", vectorMillis, "", onednnMillis, "", vectorMillis / onednnMillis));
    return text.append(String.format("largest difference of the outputs: %.2g", largestDifference))
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
