package io.culebra.cli;

import io.culebra.Model;
import io.culebra.ModelSummary;
import io.culebra.TensorInfo;
import io.culebra.tensor.Shape;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a model takes, gives and consists of. */
@Command(
    name = "inspect",
    description = "Shows a model's inputs, outputs, operators, parameters and multiply-adds.")
final class InspectCommand extends VerboseCommand {
  @Mixin private ModelFile model = new ModelFile();

  @Mixin private ShapeFlags shapes = new ShapeFlags();

  @Option(names = "--json", description = "Print everything as JSON.")
  private boolean json;

  InspectCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    try (Progress progress = console().progress("reading " + model.path());
        Model loaded = model.load()) {
      progress.now("counting " + model.path());
      Map<String, Shape> all = Shapes.of(loaded.inputs(), shapes.given());
      ModelSummary summary = loaded.summary(all);
      if (json) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("inputs", types(loaded.inputs()));
        object.put("outputs", types(loaded.outputs()));
        object.put("shapes", Shapes.texts(all));
        object.put("model", summary);
        console().out().println(Json.of(object));
      } else {
        show(loaded, all, summary);
      }
    }
    return DONE;
  }

  private static Map<String, String> types(List<TensorInfo> infos) {
    Map<String, String> types = new LinkedHashMap<>();
    infos.forEach(info -> types.put(info.name(), info.type().toString()));
    return types;
  }

  private void show(Model loaded, Map<String, Shape> all, ModelSummary summary) {
    PrintWriter out = console().out();
    String opsets = summary.opsets().isEmpty() ? "" : ", operator sets " + summary.opsets();
    out.println("written by     " + summary.producer() + opsets);
    loaded.inputs().forEach(input -> out.println("input          " + input));
    loaded.outputs().forEach(output -> out.println("output         " + output));
    out.printf(
        "parameters     %,d (%.1f MiB)%n",
        summary.parameters(), summary.constantBytes() / (double) (1 << 20));
    out.printf("multiply-adds  %,d for %s%n", summary.multiplyAdds(), Shapes.texts(all));
    out.println("operators");
    summary.operators().entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(entry -> out.printf("  %5d %s%n", entry.getValue(), entry.getKey()));
  }
}
