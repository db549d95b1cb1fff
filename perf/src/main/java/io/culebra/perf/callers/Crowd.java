package io.culebra.perf.callers;

import io.culebra.Session;
import io.culebra.TensorInfo;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Callers of one session, each on a thread of its own with tensors of its own. */
final class Crowd {
  private final Session session;
  private final Map<String, Shape> shapes;

  Crowd(Session session, Map<String, Shape> shapes) {
    this.session = session;
    this.shapes = shapes;
  }

  /** Runs a second that so many callers get done together. */
  double runsPerSecond(int callers, double seconds) throws InterruptedException {
    long nanos = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    CountDownLatch start = new CountDownLatch(1);
    List<FutureTask<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      FutureTask<Long> task = new FutureTask<>(() -> count(start, nanos));
      tasks.add(task);
      Thread.ofPlatform().start(task);
    }
    long begin = System.nanoTime();
    start.countDown();
    long runs = 0;
    for (FutureTask<Long> task : tasks) {
      try {
        runs += task.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a caller failed", e.getCause());
      }
    }
    return runs * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begin);
  }

  private long count(CountDownLatch start, long nanos) throws InterruptedException {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (TensorInfo info : session.inputs()) {
      Shape shape = Objects.requireNonNull(shapes.get(info.name()), info.name());
      Tensor tensor = Tensor.allocate(info.type().dataType(), shape);
      fill(tensor);
      inputs.put(info.name(), tensor);
    }
    for (TensorInfo info : session.outputs(shapes)) {
      Shape shape = Objects.requireNonNull(info.type().shape(), info.name());
      outputs.put(info.name(), Tensor.allocate(info.type().dataType(), shape));
    }
    try {
      start.await();
      long end = System.nanoTime() + nanos;
      long runs = 0;
      while (System.nanoTime() < end) {
        session.run(inputs, outputs);
        runs++;
      }
      return runs;
    } finally {
      inputs.values().forEach(Tensor::close);
      outputs.values().forEach(Tensor::close);
    }
  }

  /** Ones: a number that every type of input has, and every table of words. */
  private static void fill(Tensor tensor) {
    MemorySegment segment = tensor.segment();
    for (long i = 0; i < tensor.shape().elements(); i++) {
      switch (tensor.dataType()) {
        case FLOAT -> segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1);
        case INT64 -> segment.setAtIndex(ValueLayout.JAVA_LONG, i, 1);
        case INT32 -> segment.setAtIndex(ValueLayout.JAVA_INT, i, 1);
        default -> {}
      }
    }
  }
}
