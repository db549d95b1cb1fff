package io.culebra.ocr;

import io.culebra.tensor.Tensor;

/** A network with one input and one output. */
@FunctionalInterface
public interface Inference {
  /** The output for this input; the caller closes both. */
  Tensor run(Tensor input);
}
