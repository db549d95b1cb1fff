package io.culebra.perf.report;

import io.culebra.perf.PerfException;
import io.culebra.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the reports that belong to a result file. */
public final class Report {

  private Report() {}

  /**
   * Writes Markdown and HTML beside the result file, under its name.
   *
   * @return the result file and the files written
   */
  public static List<Path> write(RunResult result, Path file) {
    Path markdown = sibling(file, ".md");
    Path html = sibling(file, ".html");
    try {
      Files.writeString(markdown, MarkdownReport.of(result));
      Files.writeString(html, HtmlReport.of(result));
    } catch (IOException e) {
      throw new PerfException("cannot write the reports beside " + file + ": " + e, e);
    }
    return List.of(file, markdown, html);
  }

  private static Path sibling(Path file, String ending) {
    return file.resolveSibling(
        String.valueOf(file.getFileName()).replaceFirst("\\.json$", "") + ending);
  }
}
