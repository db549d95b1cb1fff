package io.culebra.perf.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table in the project's README is what the command beside it prints. */
class ReadmeTableTest {

  private static final Pattern COMMAND = Pattern.compile("`perf/report --table ([^`]+)`");

  @Test
  void readmeShowsTheMeasuredFigures() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    Matcher command = COMMAND.matcher(readme);
    int tables = 0;
    while (command.find()) {
      List<RunResult> results = new ArrayList<>();
      for (String file : command.group(1).strip().split(" ", -1)) {
        results.add(RunResult.read(Path.of("..", file)));
      }
      String table = ShortTable.of(results);
      assertTrue(readme.contains(table), table);
      tables++;
    }
    assertTrue(tables > 0, "no command in the README");
  }
}
