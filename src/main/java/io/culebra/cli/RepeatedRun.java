package io.culebra.cli;

import io.culebra.Session;
import io.culebra.TensorInfo;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs a session on the same inputs again and again, into tensors of its own; only where the shape
 * of an output depends on data, every run makes new ones. For one thread.
 */
final class RepeatedRun implements AutoCloseable {
  private static final int MOST_RUNS = 1_000_000;
  private static final int FEWEST_RUNS = 3;

  private static final double STILL_FASTER = 0.97;
  private static final long STILL_COMPILING = 4096;
  private static final double LONGEST_WARM_UP = 10;

  private final Session session;
  private final Map<String, Tensor> inputs;
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();
  private final boolean shapesAreKnown;
  private final long[] nanos = new long[MOST_RUNS];

  /** Takes the inputs over. */
  RepeatedRun(Session session, Map<String, Tensor> inputs) {
    this.session = session;
    this.inputs = inputs;
    Map<String, Shape> shapes = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    boolean known = true;
    for (TensorInfo output : session.outputs(shapes)) {
      Shape shape = output.type().shape();
      if (shape == null || !shape.isKnown() || output.type().dataType().bits() == 0) {
        known = false;
      } else {
        outputs.put(output.name(), Tensor.allocate(output.type().dataType(), shape));
      }
    }
    this.shapesAreKnown = known;
  }

  /** Runs once and tells how many nanoseconds that took. */
  long once() {
    long start = System.nanoTime();
    if (shapesAreKnown) {
      session.run(inputs, outputs);
      return System.nanoTime() - start;
    }
    Map<String, Tensor> made = session.run(inputs);
    long end = System.nanoTime();
    made.values().forEach(Tensor::close);
    return end - start;
  }

  /**
   * Runs until it has become as fast as it gets: for some seconds at least, and for as long as a
   * round is still faster than the one before, or vectors are still objects, as they are while the
   * JVM compiles the loops.
   */
  void warmUp(double seconds) {
    long start = System.nanoTime();
    double elapsed;
    double before = Double.POSITIVE_INFINITY;
    boolean settled;
    do {
      Timings round = during(seconds / 2);
      settled =
          round.medianMillis() > STILL_FASTER * before
              && round.allocatedBytesPerRun() < STILL_COMPILING;
      before = round.medianMillis();
      elapsed = (System.nanoTime() - start) / 1e9;
    } while (elapsed < seconds || (!settled && elapsed < LONGEST_WARM_UP * seconds));
  }

  /** Runs for some seconds, but a few times at least. */
  Timings during(double seconds) {
    int runs = 0;
    long before = ProcessMemory.allocatedBytes();
    long start = System.nanoTime();
    long span = (long) (seconds * 1e9);
    while (runs < FEWEST_RUNS || (runs < MOST_RUNS && System.nanoTime() - start < span)) {
      nanos[runs++] = once();
    }
    long allocated = ProcessMemory.allocatedBytes() - before;
    long[] sorted = Arrays.copyOf(nanos, runs);
    Arrays.sort(sorted);
    return new Timings(sorted, allocated / runs);
  }

  /** The inputs of every run. */
  Map<String, Tensor> inputs() {
    return inputs;
  }

  /** The outputs of the last run; empty where every run makes new ones. */
  Map<String, Tensor> outputs() {
    return shapesAreKnown ? outputs : Map.of();
  }

  @Override
  public void close() {
    inputs.values().forEach(Tensor::close);
    outputs.values().forEach(Tensor::close);
  }
}
