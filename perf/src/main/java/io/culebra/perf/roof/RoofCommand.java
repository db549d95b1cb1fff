package io.culebra.perf.roof;

import io.culebra.perf.Json;
import io.culebra.perf.result.Roof;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perf/roof}: the machine's limits. */
@Command(
    name = "roof",
    description =
        "Measures the machine's limits: f32 arithmetic at each vector width, bandwidth of each"
            + " level of memory, the price of a foreign call.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class RoofCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  private boolean json;

  @Override
  public Integer call() {
    spec.commandLine().getErr().println("measuring for about 10 seconds");
    Roof roof = RoofProbe.measure();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(roof));
    } else {
      print(roof, out);
    }
    return 0;
  }

  private static void print(Roof roof, PrintWriter out) {
    for (Roof.Peak peak : roof.peaks()) {
      peak.gigaflops()
          .forEach((threads, value) ->
              out.printf("%-18s %d threads %8.1f GFLOP/s%n", peak.kind(), threads, value));
    }
    for (Roof.Bandwidth level : roof.bandwidths()) {
      out.printf(
          "%-6s %10d KB   read %7.1f GB/s   write %7.1f GB/s%n",
          level.level(), level.bytes() >> 10, level.readGbs(), level.writeGbs());
    }
    roof.callNanos().forEach((kind, ns) -> out.printf("call %-30s %6.1f ns%n", kind, ns));
  }
}
