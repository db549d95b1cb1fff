package io.culebra.perf.report;

import io.culebra.perf.Json;
import io.culebra.perf.result.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A result as one HTML page with its data, its charts and the charting library inside. */
final class HtmlReport {

  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

  private HtmlReport() {}

  static String of(RunResult result) {
    return resource("report.html")
        .replace("/*ECHARTS*/", script(resource(ECHARTS)))
        .replace("/*CHARTS*/", script(resource("charts.js")))
        .replace("/*RESULT*/", script("const result = " + Json.write(result) + ";"));
  }

  /** Text that may stand inside a script element. */
  private static String script(String text) {
    return text.replace("</", "<\\/");
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
