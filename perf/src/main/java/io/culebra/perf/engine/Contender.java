package io.culebra.perf.engine;

import io.culebra.perf.slow.Slowdown;
import org.jspecify.annotations.Nullable;

/**
 * Who is measured: an engine and how it is set up.
 *
 * @param backend the backend that Culebra is to use: auto, vector, onednn, reference; for other
 *     engines {@code default}
 * @param slowdown an operator that is to be slower, or null for none
 * @param tuned whether it uses what was measured on this machine
 * @param threads how many threads may compute one run
 */
public record Contender(
    Kind kind, String backend, int threads, @Nullable Slowdown slowdown, boolean tuned) {

  /** The engines. */
  public enum Kind {
    CULEBRA,
    ONNXRUNTIME
  }

  /** ONNX Runtime with that many intra-op threads. */
  public static Contender onnxRuntime(int threads) {
    return new Contender(Kind.ONNXRUNTIME, "default", threads, null, false);
  }

  /** Culebra with one of its backends. */
  public static Contender culebra(Backend backend, int threads) {
    return new Contender(Kind.CULEBRA, backend.toString(), threads, null, false);
  }

  /** The same with an operator slowed. */
  public Contender slowed(Slowdown slowdown) {
    return new Contender(kind, backend, threads, slowdown, tuned);
  }

  /** The same with the choice that follows from what was measured on this machine. */
  public Contender withTuning() {
    return new Contender(kind, backend, threads, slowdown, true);
  }

  /** How tables call it: {@code culebra vector}, {@code onnxruntime}. */
  public String label() {
    return kind == Kind.CULEBRA ? "culebra " + backend : "onnxruntime";
  }
}
