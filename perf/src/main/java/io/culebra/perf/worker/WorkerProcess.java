package io.culebra.perf.worker;

import io.culebra.perf.PerfException;
import io.culebra.perf.data.RawTensor;
import io.culebra.perf.engine.Contender;
import io.culebra.perf.slow.Slowdown;
import io.culebra.perf.worker.Message.Elements;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An engine with one model in a process of its own. Every method waits for the worker's answer and
 * throws {@link PerfException} with the worker's reason when it could not do what was asked.
 *
 * <p>Not for use by several threads at once.
 */
public final class WorkerProcess implements AutoCloseable {

  private final Contender contender;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;
  private final Message.Opened opened;

  private WorkerProcess(Contender contender, Process process, Message.Open open) {
    this.contender = contender;
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    try {
      this.opened = ask(open, Message.Opened.class);
    } catch (PerfException e) {
      close();
      throw e;
    }
  }

  /** Starts a worker that loads the model and runs it once on the inputs. */
  public static WorkerProcess open(Contender contender, Path model, List<RawTensor> inputs) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    if (contender.kind() == Contender.Kind.CULEBRA) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
      command.addAll(contender.tuned() ? List.of() : List.of("-Dculebra.tuning=off"));
    }
    String classPath = System.getProperty("java.class.path");
    Slowdown slowdown = contender.slowdown();
    if (slowdown != null) {
      command.addAll(slowdown.flags());
      classPath = slowdown.services() + File.pathSeparator + classPath;
    }
    command.addAll(List.of("-cp", classPath, Worker.class.getName()));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String file = model.toAbsolutePath().toString();
      return new WorkerProcess(
          contender, process, new Message.Open(contender, file, lines(inputs)));
    } catch (IOException e) {
      throw new PerfException("cannot start a worker: " + e.getMessage(), e);
    }
  }

  public Contender contender() {
    return contender;
  }

  /** How long the engine took to load the model. */
  public Duration load() {
    return Duration.ofNanos(opened.loadNanos());
  }

  /** How long the first run took. */
  public Duration firstRun() {
    return Duration.ofNanos(opened.firstNanos());
  }

  /**
   * The outputs of one run on these inputs.
   *
   * @param model the file to run: the one that is open, or another one, opened for this run only
   */
  public List<RawTensor> outputs(Path model, List<RawTensor> inputs) {
    Message.Answer question = new Message.Answer(model.toAbsolutePath().toString(), lines(inputs));
    return ask(question, Message.Outputs.class).tensors().stream().map(Elements::tensor).toList();
  }

  /**
   * The durations in ns of the runs of one caller within some seconds, at least {@code leastRuns}.
   */
  public long[] time(double seconds, int leastRuns) {
    return ask(new Message.Time(seconds, leastRuns), Message.Samples.class).nanos();
  }

  /** Runs per second of several callers at once. */
  public double throughput(int callers, double seconds) {
    Message.Done done = ask(new Message.Throng(callers, seconds), Message.Done.class);
    return done.runs() / (done.nanos() / 1e9);
  }

  /** Where the time of a run goes; empty if the engine does not tell. */
  public List<StepGroup> profile(int runs) {
    return ask(new Message.Profile(runs), Message.Operators.class).groups();
  }

  /** Lets the engine measure for so long how it runs the model best. */
  public void tune(double seconds) {
    ask(new Message.Tune(seconds), Message.Tuned.class);
  }

  /** What a run allocates, over this many runs, and the largest memory of the process so far. */
  public MemoryUse memory(int runs) {
    Message.Used used = ask(new Message.Memory(runs), Message.Used.class);
    return new MemoryUse(used.peakBytes(), used.allocatedPerRun());
  }

  /** The CPU time that the process has used, in steps of the system's clock tick. */
  public Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Ends the process. */
  @Override
  public void close() {
    try (requests;
        answers) {
      requests.close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private static List<Elements> lines(List<RawTensor> tensors) {
    return tensors.stream().map(Elements::of).toList();
  }

  private <T extends Message> T ask(Message request, Class<T> answer) {
    try {
      requests.write(request.line());
      requests.newLine();
      requests.flush();
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(Message.MARK)) {
          Message message = Message.parse(line);
          if (message instanceof Message.Failed failed) {
            throw new PerfException(contender.label() + ": " + failed.reason());
          }
          return answer.cast(message);
        }
      }
      throw new PerfException(contender.label() + ": its process died");
    } catch (IOException e) {
      throw new PerfException(contender.label() + ": its process died: " + e.getMessage(), e);
    }
  }
}
