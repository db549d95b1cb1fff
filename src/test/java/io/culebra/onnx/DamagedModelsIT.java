package io.culebra.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.TensorInfo;
import io.culebra.onnx.DamagedModels.Variant;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A damaged file runs or is refused with an exception of the library, within 2 seconds and in
 * little memory. CPU time is what counts, since the clock on the wall also tells what else the
 * machine does; it stands still where threads wait for ever, so that there is a limit of both.
 */
class DamagedModelsIT {
  private static final long MEMORY_LIMIT = 128L << 20;
  private static final long SLACK = 384L << 20;
  private static final long LARGEST_INPUT = 1 << 20;
  private static final long TENSORS = 64L << 20;
  private static final double CPU_SECONDS = 2;
  private static final int PATIENCE_SECONDS = 60;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Shape PICTURE = Shape.of(1, 3, 48, 192);

  private final DamagedModels models = DamagedModels.ofTheDirectionClassifier();

  private long cpuOfLanes;

  /** How many variants ran and were refused. */
  private final Map<Boolean, Integer> outcomes = new LinkedHashMap<>();

  @ParameterizedTest
  @CsvSource({"AUTO, 1", "VECTOR, 10", "REFERENCE, 50"})
  void everyVariantRunsOrIsRefused(Backend backend, int step) throws Exception {
    assertTrue(run(models.whole(), backend), "the undamaged network runs");
    List<String> defects = new ArrayList<>();
    long before = memoryOutsideTheHeap();
    NativeMemory.takePeak();
    try (ExecutorService worker = Executors.newSingleThreadExecutor()) {
      for (int number = 0; number < DamagedModels.COUNT; number += step) {
        Variant variant = models.variant(number);
        String name = "variant " + number + " (" + variant.damage() + ") on " + backend;
        Future<Boolean> outcome = worker.submit(() -> runNamed(name, variant.file(), backend));
        long held = NativeMemory.held();
        try {
          outcomes.merge(outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS), 1, Integer::sum);
        } catch (ExecutionException e) {
          defects.add(name + ": " + trace(Objects.requireNonNullElse(e.getCause(), e)));
        } catch (TimeoutException e) {
          worker.shutdownNow();
          throw new AssertionError(name + " takes longer than " + PATIENCE_SECONDS + " s", e);
        }
        long peak = NativeMemory.takePeak() - held;
        assertTrue(peak < MEMORY_LIMIT + TENSORS, name + " took " + peak + " bytes");
        long grown = memoryOutsideTheHeap() - before;
        assertTrue(
            grown < MEMORY_LIMIT + SLACK, name + " left the process with " + grown + " bytes more");
      }
    }
    assertEquals(List.of(), defects);
    assertTrue(outcomes.getOrDefault(true, 0) > 0, "some variants run: " + outcomes);
    assertTrue(outcomes.getOrDefault(false, 0) > 0, "some variants are refused: " + outcomes);
  }

  /** Runs a variant in a thread that has its name, which a crash of the virtual machine reports. */
  private boolean runNamed(String name, byte[] file, Backend backend) {
    Thread.currentThread().setName(name);
    long before = THREADS.getCurrentThreadCpuTime();
    cpuOfLanes = 0;
    boolean ran = run(file, backend);
    double seconds = (THREADS.getCurrentThreadCpuTime() - before + cpuOfLanes) / 1e9;
    assertTrue(seconds < CPU_SECONDS, "it takes " + seconds + " s of CPU time");
    return ran;
  }

  /** The CPU time that the threads of the open session have used; no other session is open. */
  private static long cpuOfLanes() {
    long sum = 0;
    for (long id : THREADS.getAllThreadIds()) {
      ThreadInfo info = THREADS.getThreadInfo(id);
      if (info != null && info.getThreadName().startsWith("culebra-lane")) {
        sum += Math.max(0, THREADS.getThreadCpuTime(id));
      }
    }
    return sum;
  }

  /** Whether a model runs; false where it is refused. */
  private boolean run(byte[] file, Backend backend) {
    SessionOptions options =
        SessionOptions.defaults().backend(backend).threads(1).memoryLimit(MEMORY_LIMIT);
    List<Tensor> tensors = new ArrayList<>();
    try (Model model = Model.of(file);
        Session session = model.openSession(options)) {
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      for (TensorInfo input : model.inputs()) {
        Tensor tensor = Tensor.allocate(input.type().dataType(), shapeFor(input.type()));
        tensors.add(tensor);
        inputs.put(input.name(), tensor);
      }
      try {
        tensors.addAll(session.run(inputs).values());
      } finally {
        cpuOfLanes = cpuOfLanes();
      }
      return true;
    } catch (CulebraException refused) {
      return false;
    } finally {
      tensors.forEach(Tensor::close);
    }
  }

  /** The declared shape where it is known and small; else that of a picture. */
  private static Shape shapeFor(TensorType type) {
    Shape declared = type.shape();
    if (declared == null || !declared.isKnown()) {
      return PICTURE;
    }
    long elements = 1;
    for (int i = 0; i < declared.rank(); i++) {
      if (declared.size(i) > LARGEST_INPUT) {
        return PICTURE;
      }
      elements = Math.min(elements * declared.size(i), LARGEST_INPUT + 1);
    }
    return elements <= LARGEST_INPUT ? declared : PICTURE;
  }

  private static String trace(Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Bytes of the process beside Java's heap; 0 where the system does not tell. */
  private static long memoryOutsideTheHeap() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try (var lines = Files.lines(status)) {
      long kilobytes =
          lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
      return (kilobytes << 10) - Runtime.getRuntime().totalMemory();
    }
  }
}
