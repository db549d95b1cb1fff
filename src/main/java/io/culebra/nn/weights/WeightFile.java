package io.culebra.nn.weights;

import io.culebra.tensor.Constant;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** An open file of named arrays. For one thread. */
public interface WeightFile extends AutoCloseable {
  /**
   * Opens a file and checks all that it says about its arrays.
   *
   * @param file a name that ends with {@code .npz} or {@code .safetensors}
   * @throws InvalidInputException if it cannot be read, or is not what its name says
   */
  static WeightFile open(Path file) {
    return Form.of(file).open(file);
  }

  /**
   * Writes a file.
   *
   * @param file a name that ends with {@code .npz} or {@code .safetensors}
   * @throws InvalidInputException if it cannot be written, or has no such type of elements
   */
  static void write(Path file, Map<String, Constant> weights) {
    try {
      Form.of(file).write(file, weights);
    } catch (IOException e) {
      throw new InvalidInputException(file + " cannot be written: " + e, e);
    }
  }

  /** The names of the arrays. */
  Set<String> names();

  /**
   * The type of an array.
   *
   * @throws InvalidInputException if there is no such array, or it is damaged
   */
  TensorType type(String name);

  /**
   * The elements of an array; the caller closes the tensor.
   *
   * @throws InvalidInputException if there is no such array, or it is damaged
   */
  Tensor read(String name);

  @Override
  void close();
}
