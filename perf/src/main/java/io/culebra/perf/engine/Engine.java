package io.culebra.perf.engine;

import io.culebra.perf.data.RawTensor;
import io.culebra.perf.worker.StepGroup;
import java.util.List;

/**
 * An inference engine with one model loaded and one set of inputs bound. Its methods throw {@link
 * io.culebra.perf.PerfException} when the engine says no.
 */
public interface Engine extends AutoCloseable {

  /** Takes the inputs of the runs that follow. */
  void bind(List<RawTensor> inputs);

  /**
   * A caller of the engine: each of its runs runs the model once on the bound inputs. One caller
   * belongs to one thread, several may run at once.
   */
  Runnable caller();

  /** Runs the model once and gives its outputs, in the model's order. */
  List<RawTensor> outputs();

  /**
   * Where the time of a run goes, by operator with what is fused to it; empty if the engine does
   * not tell.
   *
   * @param runs how many runs to take the medians of
   */
  List<StepGroup> profile(int runs);

  /** Lets the engine measure for so long how it runs the model best, if it can. */
  default void tune(double seconds) {}

  @Override
  void close();
}
