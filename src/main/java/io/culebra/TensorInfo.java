package io.culebra;

import io.culebra.tensor.TensorType;

/**
 * An input or output of a model.
 *
 * @param name the name that the model gives it
 * @param type the element type and the shape; sizes that are chosen per run are symbols or unknown
 */
public record TensorInfo(String name, TensorType type) {
  @Override
  public String toString() {
    return name + ": " + type;
  }
}
