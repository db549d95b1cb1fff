package io.culebra.perf.engine;

import io.culebra.perf.data.RawTensor;
import java.nio.file.Path;
import java.util.List;

/** An inference engine with one model loaded and one set of inputs bound. */
public interface Engine extends AutoCloseable {

  /** Opens engines of one kind. */
  @FunctionalInterface
  interface Opener {

    /**
     * Loads a model; what the engine does before the first run is part of it.
     *
     * @param threads how many threads may compute
     * @throws io.culebra.perf.PerfException if the engine cannot load the model
     */
    Engine open(Path model, int threads);
  }

  /** Takes the inputs of the runs that follow. */
  void bind(List<RawTensor> inputs);

  /** Runs the model once on the bound inputs. May be called from many threads at once. */
  void run();

  /** Runs the model once and gives its outputs, in the model's order. */
  List<RawTensor> outputs();

  @Override
  void close();
}
