package io.culebra.cli;

import com.google.gson.annotations.SerializedName;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.StepInfo;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who runs each step of a model, and why. */
@Command(
    name = "explain",
    description = {
      "Shows the steps in which a model runs: who runs each, how its output lies in memory, and",
      "what the other ways were measured to take ('culebra tune' measures)."
    })
final class ExplainCommand extends VerboseCommand {
  private static final int LONGEST_NODE = 34;
  private static final int MOST_OTHERS = 3;

  @Mixin private ModelFile model = new ModelFile();

  @Mixin private SessionFlags flags = new SessionFlags();

  @Mixin private ShapeFlags shapes = new ShapeFlags();

  @Option(names = "--json", description = "Print the steps as JSON.")
  private boolean json;

  ExplainCommand(Console console) {
    super(console);
  }

  /**
   * A step as JSON shows it.
   *
   * @param output the type of the first output
   * @param layout how it lies in memory
   * @param measured microseconds of the ways that were measured
   */
  private record Row(
      String node,
      String operator,
      String implementation,
      String output,
      String layout,
      String way,
      @SerializedName("measured_us") Map<String, Double> measured,
      List<String> refusals) {
    static Row of(StepInfo step) {
      Map<String, Double> measured = new TreeMap<>();
      step.measured().forEach((way, nanos) -> measured.put(way, nanos / 1e3));
      return new Row(
          step.node(),
          step.operator(),
          step.implementation(),
          step.outputs().isEmpty() ? "" : step.outputs().getFirst().toString(),
          inWords(step.layout()),
          step.way(),
          measured,
          step.refusals());
    }
  }

  @Override
  public Integer call() {
    try (Progress progress = console().progress("loading " + model.path());
        Model loaded = model.load();
        Session session = loaded.openSession(flags.options())) {
      Map<String, Shape> all = Shapes.of(session.inputs(), shapes.given());
      progress.now("choosing");
      List<StepInfo> steps = session.explain(all);
      console().out().println(json ? Json.of(steps.stream().map(Row::of).toList()) : table(steps));
    }
    return DONE;
  }

  private static String table(List<StepInfo> steps) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format("%-" + LONGEST_NODE + "s %-26s %-13s %s", "node", "who", "output", "us"));
    int measured = 0;
    for (StepInfo step : steps) {
      lines.add(
          String.format(
                  "%-" + LONGEST_NODE + "s %-26s %-13s %s",
                  shortened(step.node()),
                  step.implementation(),
                  inWords(step.layout()),
                  times(step))
              .stripTrailing());
      measured += step.measured().isEmpty() ? 0 : 1;
    }
    lines.add(
        steps.size()
            + " steps, "
            + measured
            + " of them chosen by what was measured, the others in the static order");
    return String.join(System.lineSeparator(), lines);
  }

  /** The time of the chosen way, then those of others, the fastest first. */
  private static String times(StepInfo step) {
    Double chosen = step.measured().get(step.way());
    if (chosen == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(String.format("%.1f", chosen / 1e3));
    step.measured().entrySet().stream()
        .filter(way -> !way.getKey().equals(step.way()))
        .sorted(Comparator.comparingDouble(Map.Entry::getValue))
        .limit(MOST_OTHERS)
        .forEach(way ->
            text.append(String.format("; %s %.1f", shownWay(way.getKey()), way.getValue() / 1e3)));
    return text.toString();
  }

  /** The implementation, and the layout of the output. */
  private static String shownWay(String way) {
    String output = way.substring(way.indexOf('>') + 1);
    return way.substring(0, way.indexOf('@')) + " " + inWords(output);
  }

  private static String inWords(String tag) {
    return switch (tag) {
      case "acb", "acdb", "acdeb" -> "channels last";
      case "", "scalar", "a", "ab", "abc", "abcd", "abcde" -> "row-major";
      default -> tag;
    };
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NODE
        ? name
        : name.substring(0, LONGEST_NODE / 2 - 2)
            + ".."
            + name.substring(name.length() - LONGEST_NODE / 2);
  }
}
