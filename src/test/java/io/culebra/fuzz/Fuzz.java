package io.culebra.fuzz;

import io.culebra.Backend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code culebra fuzz}. The cases run in a second JVM, so that one that ends it or
 * hangs is a finding like others.
 */
@Command(
    name = "culebra fuzz",
    description = "Runs random graphs and compares the answers with ONNX Runtime.",
    mixinStandardHelpOptions = true)
public final class Fuzz implements Callable<Integer> {
  private static final long LONGEST_CASE = 180_000_000_000L;
  private static final String MISS = "miss\t";
  private static final String PHASE = "phase\t";

  @Option(names = "--seed", description = "What is drawn (default: the time).")
  private @Nullable Long seed;

  @Option(names = "--minutes", description = "How long (default: ${DEFAULT-VALUE}).")
  private double minutes = 5;

  @Option(
      names = "--backend",
      description = "auto, vector, onednn or reference (default: ${DEFAULT-VALUE}).")
  private String backend = "auto";

  @Option(names = "--case", description = "Only the case of this number.")
  private @Nullable Long number;

  @Option(names = "--from", hidden = true, description = "The first case.")
  private long from;

  @Option(names = "--as-drawn", description = "Leave failing cases as large as they are.")
  private boolean asDrawn;

  @Option(names = "--worker", hidden = true, description = "Run here and report by lines.")
  private boolean worker;

  @Option(
      names = "--out",
      description = "Where failing cases are written (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("target", "fuzz");

  private final Tally tally = new Tally();
  private final AtomicLong current = new AtomicLong();
  private final AtomicLong since = new AtomicLong();
  private Campaign.Phase phase = Campaign.Phase.DRAWING;

  /** Runs the command and ends the JVM: with 1 if a case failed. */
  public static void main(String... arguments) {
    System.exit(new CommandLine(new Fuzz()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Backend chosen =
        Arrays.stream(Backend.values())
            .filter(b -> b.label().equals(backend))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no backend " + backend));
    long drawn = seed == null ? System.currentTimeMillis() : seed;
    if (worker) {
      work(chosen, drawn);
      return 0;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::summarize));
    supervise(chosen, drawn);
    return tally.failures().isEmpty() ? 0 : 1;
  }

  private long nanoseconds() {
    return (long) (minutes * 60e9);
  }

  /** What the second JVM does. */
  private void work(Backend chosen, long drawn) throws IOException {
    PrintStream out = System.out;
    Drawing.Misses misses =
        (operator, reason, without) ->
            out.println(MISS + operator + "\t" + without + "\t" + reason.replace('\n', ' '));
    Campaign campaign =
        new Campaign(chosen, drawn, folder, misses, next -> out.println(PHASE + next), !asDrawn);
    long deadline = System.nanoTime() + nanoseconds();
    for (long i = number == null ? from : number; System.nanoTime() < deadline; i++) {
      out.println("start\t" + i);
      out.println(campaign.run(i).toLine());
      if (number != null) {
        return;
      }
    }
  }

  private void supervise(Backend chosen, long drawn) throws IOException, InterruptedException {
    System.err.println("culebra fuzz --seed " + drawn + " --backend " + chosen.label());
    long deadline = System.nanoTime() + nanoseconds();
    long next = number == null ? from : number;
    while (System.nanoTime() < deadline) {
      double left = (deadline - System.nanoTime()) / 60e9;
      List<String> options = new ArrayList<>(asDrawn ? List.of("--as-drawn") : List.of());
      options.add(number == null ? "--from" : "--case");
      Process process = start(drawn, next, left, options);
      Thread watch = Thread.ofPlatform().daemon().start(() -> watch(process));
      boolean ended = read(process);
      int code = process.waitFor();
      watch.interrupt();
      if (ended && (code == 0 || number != null)) {
        return;
      }
      long failed = current.get();
      String text =
          "CRASHED the JVM with code "
              + code
              + " by './culebra fuzz --seed "
              + drawn
              + " --case "
              + failed
              + " --backend "
              + chosen.label()
              + "' ";
      switch (phase) {
        case DRAWING -> System.err.println("the oracle " + text);
        case RUNNING -> {
          Campaign campaign = new Campaign(chosen, drawn, folder, tally, ignored -> {}, false);
          text += campaign.writeUnshrunk(failed);
          show(new Report(failed, Subject.Status.CRASHED, List.of(), text));
        }
        case SHRINKING -> read(start(drawn, failed, 1, List.of("--as-drawn", "--case")));
      }
      if (number != null) {
        return;
      }
      next = failed + 1;
    }
  }

  private Process start(long drawn, long next, double left, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Xmx2g");
    // A plan that takes the place of the first one may change last bits, which are compared.
    command.add("-Dculebra.tuning=off");
    command.add("-XX:ErrorFile=" + folder.resolve("hs_err_%p.log"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Fuzz.class.getName());
    command.addAll(List.of("--worker", "--seed", Long.toString(drawn), "--backend", backend));
    command.addAll(List.of("--minutes", Double.toString(left), "--out", folder.toString()));
    command.addAll(options);
    command.add(Long.toString(next));
    since.set(System.nanoTime());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Reads what the second JVM reports; whether the last case that it began has ended. */
  private boolean read(Process process) throws IOException {
    boolean ended = true;
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Report report = Report.of(line);
        if (report != null) {
          show(report);
          ended = true;
        } else if (line.startsWith("start\t")) {
          current.set(Long.parseLong(line.substring(6)));
          since.set(System.nanoTime());
          ended = false;
          phase = Campaign.Phase.DRAWING;
        } else if (line.startsWith(PHASE)) {
          phase = Campaign.Phase.valueOf(line.substring(PHASE.length()));
        } else if (line.startsWith(MISS)) {
          String[] parts = line.split("\t", 4);
          synchronized (tally) {
            tally.add(parts[1], parts[3], Boolean.parseBoolean(parts[2]));
          }
        } else {
          System.out.println(line);
        }
      }
    }
    return ended;
  }

  private void show(Report report) {
    synchronized (tally) {
      tally.add(report);
    }
    if (report.isFailure() || number != null) {
      System.out.println((report.isFailure() ? "" : report.status() + " ") + report.text());
    }
  }

  private void watch(Process process) {
    try {
      while (!process.waitFor(5, TimeUnit.SECONDS)) {
        if (System.nanoTime() - since.get() > LONGEST_CASE) {
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void summarize() {
    synchronized (tally) {
      tally.summary().forEach(System.out::println);
    }
  }
}
