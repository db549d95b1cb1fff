package io.culebra.perf.worker;

import com.sun.management.ThreadMXBean;
import io.culebra.perf.data.RawTensor;
import io.culebra.perf.engine.Engine;
import io.culebra.perf.engine.Engines;
import io.culebra.perf.worker.Message.Elements;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Main class of a worker process: does what the lines on standard input ask until they end. */
public final class Worker {

  private static final Path STATUS = Path.of("/proc/self/status");

  private Message.@Nullable Open open;
  private @Nullable Engine engine;

  private Worker() {}

  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err);
    Worker worker = new Worker();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(worker.answer(Message.parse(line)).line());
      out.flush();
    }
    System.exit(0);
  }

  private Message answer(Message request) {
    try {
      return switch (request) {
        case Message.Open open -> open(open);
        case Message.Answer answer -> outputs(answer);
        case Message.Time time ->
            new Message.Samples(
                Stopwatch.time(opened().caller(), time.seconds(), time.leastRuns()));
        case Message.Throng throng -> Stopwatch.count(opened(), throng.callers(), throng.seconds());
        case Message.Memory memory -> memory(memory.runs());
        case Message.Tune tune -> tune(tune.seconds());
        case Message.Profile profile -> new Message.Operators(opened().profile(profile.runs()));
        default -> new Message.Failed("a worker cannot answer " + request);
      };
    } catch (RuntimeException | IOException | LinkageError | OutOfMemoryError e) {
      return new Message.Failed(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private Message open(Message.Open request) {
    List<RawTensor> inputs = request.inputs().stream().map(Elements::tensor).toList();
    long start = System.nanoTime();
    Engine opened = Engines.open(request.contender(), Path.of(request.model()));
    long loaded = System.nanoTime();
    open = request;
    engine = opened;
    opened.bind(inputs);
    opened.caller().run();
    return new Message.Opened(loaded - start, System.nanoTime() - loaded);
  }

  private Message tune(double seconds) {
    opened().tune(seconds);
    return new Message.Tuned();
  }

  private Message outputs(Message.Answer answer) {
    List<RawTensor> inputs = answer.inputs().stream().map(Elements::tensor).toList();
    if (open == null) {
      throw new IllegalStateException("no model is open");
    }
    if (answer.model().equals(open.model())) {
      return outputs(opened(), inputs);
    }
    try (Engine other = Engines.open(open.contender(), Path.of(answer.model()))) {
      return outputs(other, inputs);
    }
  }

  private static Message outputs(Engine engine, List<RawTensor> inputs) {
    engine.bind(inputs);
    return new Message.Outputs(engine.outputs().stream().map(Elements::of).toList());
  }

  private Message memory(int runs) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Runnable caller = opened().caller();
    caller.run();
    long before = threads.getTotalThreadAllocatedBytes();
    for (int i = 0; i < runs; i++) {
      caller.run();
    }
    long allocated = threads.getTotalThreadAllocatedBytes() - before;
    return new Message.Used(peakBytes(), (double) allocated / runs);
  }

  private static long peakBytes() throws IOException {
    if (!Files.exists(STATUS)) {
      return -1;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(-1);
  }

  private Engine opened() {
    if (engine == null) {
      throw new IllegalStateException("no model is open");
    }
    return engine;
  }
}
