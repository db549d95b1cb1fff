package io.culebra.cli;

import io.culebra.Model;
import io.culebra.Session;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a model once. */
@Command(name = "run", description = "Runs a model once and shows or keeps its outputs.")
final class RunCommand extends VerboseCommand {
  @Mixin private ModelFile model = new ModelFile();

  @Mixin private SessionFlags flags = new SessionFlags();

  @Mixin private InputFlags inputs = new InputFlags();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Write every output into this folder, as a .npy file.")
  private @Nullable Path output;

  @Option(names = "--json", description = "Print the outputs as JSON.")
  private boolean json;

  RunCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    Map<String, Tensor> given = Map.of();
    Map<String, Tensor> results = Map.of();
    try (Progress progress = console().progress("loading " + model.path());
        Model loaded = model.load();
        Session session = loaded.openSession(flags.options())) {
      given = inputs.read(session.inputs());
      progress.now("running " + model.path());
      results = session.run(given);
      progress.now("writing the outputs");
      write(results);
    } finally {
      given.values().forEach(Tensor::close);
      results.values().forEach(Tensor::close);
    }
    return DONE;
  }

  private void write(Map<String, Tensor> results) throws IOException {
    if (output != null) {
      Files.createDirectories(output);
      for (Map.Entry<String, Tensor> result : results.entrySet()) {
        NpyFile.write(output.resolve(fileName(result.getKey())), result.getValue());
      }
    }
    List<TensorSummary> summaries =
        results.entrySet().stream()
            .map(result -> TensorSummary.of(result.getKey(), result.getValue()))
            .toList();
    if (json) {
      console().out().println(Json.of(summaries));
    } else {
      summaries.forEach(console().out()::println);
    }
  }

  /** An output's name with everything replaced that a file's name cannot hold everywhere. */
  private static String fileName(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_") + ".npy";
  }
}
