package io.culebra.perf.engine;

import io.culebra.perf.slow.Slowdown;
import org.jspecify.annotations.Nullable;

/**
 * Who is measured: an engine and how it is set up.
 *
 * @param backend the backend that Culebra is to use: auto, vector, onednn, reference; for other
 *     engines {@code default}
 * @param slowdown an operator that is to be slower, or null for none
 * @param threads how many threads may compute one run
 */
public record Contender(Kind kind, String backend, int threads, @Nullable Slowdown slowdown) {

  /** The engines. */
  public enum Kind {
    CULEBRA,
    ONNXRUNTIME
  }

  /** ONNX Runtime with that many intra-op threads. */
  public static Contender onnxRuntime(int threads) {
    return new Contender(Kind.ONNXRUNTIME, "default", threads, null);
  }

  /** Culebra with one of its backends. */
  public static Contender culebra(Backend backend, int threads) {
    return new Contender(Kind.CULEBRA, backend.toString(), threads, null);
  }

  /** The same with an operator slowed. */
  public Contender slowed(Slowdown slowdown) {
    return new Contender(kind, backend, threads, slowdown);
  }

  /** How tables call it: {@code culebra vector}, {@code onnxruntime}. */
  public String label() {
    return kind == Kind.CULEBRA ? "culebra " + backend : "onnxruntime";
  }
}
