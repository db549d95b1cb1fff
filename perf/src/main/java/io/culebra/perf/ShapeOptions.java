package io.culebra.perf;

import io.culebra.perf.data.Inputs;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --shape NAME=1x3x224x224}, which several commands take. */
public final class ShapeOptions {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--shape",
      paramLabel = "NAME=DIMS",
      description = "Shape of an input, like x=1x3x224x224; else symbolic dims are 1. Repeatable.")
  private Map<String, String> texts = new LinkedHashMap<>();

  /**
   * The shapes by input name.
   *
   * @throws ParameterException if one is no shape
   */
  public Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    texts.forEach((name, text) -> shapes.put(name, parse(text)));
    return shapes;
  }

  private long[] parse(String text) {
    try {
      return Inputs.parseShape(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "a shape looks like 1x3x224x224, not " + text, e);
    }
  }
}
