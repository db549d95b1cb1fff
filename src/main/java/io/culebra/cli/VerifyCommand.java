package io.culebra.cli;

import io.culebra.cli.TestCase.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs ONNX's test cases. */
@Command(
    name = "verify",
    description =
        "Runs ONNX test cases: folders with model.onnx and test_data_set_N/{input,output}_I.pb.")
final class VerifyCommand extends VerboseCommand {
  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "Folders of test cases, or of folders of them.")
  private List<Path> folders = new ArrayList<>();

  @Mixin private SessionFlags flags = new SessionFlags();

  @Option(names = "--json", description = "Print the counts and every case as JSON.")
  private boolean json;

  VerifyCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    List<Path> cases = new ArrayList<>();
    for (Path folder : folders) {
      addCases(folder, cases);
    }
    if (cases.isEmpty()) {
      throw new UsageException("no folder with a " + TestCase.MODEL + " in " + folders);
    }
    List<TestCase.Result> results = new ArrayList<>();
    try (Progress progress = console().progress("verifying")) {
      for (Path folder : cases) {
        progress.now("case " + (results.size() + 1) + " of " + cases.size() + ", " + folder);
        results.add(new TestCase(folder, flags.options()).run());
      }
    }
    show(results);
    return count(results, Status.WRONG) + count(results, Status.CRASH) == 0 ? DONE : FAILED;
  }

  private static void addCases(Path folder, List<Path> cases) throws IOException {
    if (Files.isRegularFile(folder.resolve(TestCase.MODEL))) {
      cases.add(folder);
      return;
    }
    List<Path> inner;
    try (Stream<Path> entries = Files.list(folder)) {
      inner = entries.filter(Files::isDirectory).sorted().toList();
    }
    for (Path entry : inner) {
      addCases(entry, cases);
    }
  }

  private void show(List<TestCase.Result> results) {
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Status status : Status.values()) {
      counts.put(status.name().toLowerCase(Locale.ROOT), count(results, status));
    }
    if (json) {
      counts.put("cases", results.stream().map(TestCase.Result::toMap).toList());
      console().out().println(Json.of(counts));
      return;
    }
    for (TestCase.Result result : results) {
      if (result.status() != Status.PASS) {
        console().out().println(result);
      }
    }
    console().out().println(counts);
  }

  private static int count(List<TestCase.Result> results, Status status) {
    return (int) results.stream().filter(result -> result.status() == status).count();
  }
}
