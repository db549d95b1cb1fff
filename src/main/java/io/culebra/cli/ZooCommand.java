package io.culebra.cli;

import io.culebra.nn.Network;
import io.culebra.nn.zoo.Zoo;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the networks of the zoo, or shows and writes one. */
@Command(
    name = "zoo",
    description = "Lists the networks that come with the library; with a name, shows its layers.")
final class ZooCommand extends VerboseCommand {
  @Parameters(paramLabel = "NAME", arity = "0..1", description = "A network.")
  private @Nullable String name;

  @Option(
      names = "--out",
      paramLabel = "FILE.onnx",
      description = "Write the network with random weights as an ONNX file.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print names and figures as JSON.")
  private boolean json;

  ZooCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    if (name == null) {
      if (out != null) {
        throw new UsageException("--out needs the NAME of a network");
      }
      list(Zoo.names().stream().map(Zoo::create).map(ZooEntry::of).toList());
      return DONE;
    }
    Network network = Zoo.create(name);
    if (out != null) {
      try (Progress progress = console().progress("building " + name)) {
        progress.now("writing " + out);
        network.toOnnx(out);
      }
    } else {
      console().out().println(json ? Json.of(ZooEntry.of(network)) : network.summary());
    }
    return DONE;
  }

  private void list(List<ZooEntry> entries) {
    if (json) {
      console().out().println(Json.of(entries));
    } else {
      console().out().println(ZooEntry.HEAD);
      entries.forEach(console().out()::println);
    }
  }
}
