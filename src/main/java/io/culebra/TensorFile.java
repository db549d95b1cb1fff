package io.culebra;

import io.culebra.onnx.OnnxTensors;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Tensor;
import java.nio.file.Path;

/** Files of one ONNX tensor, such as the {@code input_0.pb} of ONNX's test cases. */
public final class TensorFile {
  private TensorFile() {}

  /**
   * Reads a tensor of any type, which the caller closes.
   *
   * @throws InvalidInputException if the file cannot be opened
   * @throws InvalidModelException if it does not hold a tensor: a sequence, optional or map is none
   */
  public static Tensor read(Path file) {
    return OnnxTensors.read(file);
  }

  /**
   * Writes a tensor.
   *
   * @param name the name that the file gives it
   * @throws InvalidInputException if the file cannot be written, or the tensor has 2 GiB or more
   */
  public static void write(Path file, Tensor tensor, String name) {
    OnnxTensors.write(file, tensor, name);
  }
}
