package io.culebra.nn;

import io.culebra.Model;
import io.culebra.access.ModelAccess;
import io.culebra.nn.weights.WeightFile;
import io.culebra.onnx.OnnxModel;
import io.culebra.onnx.OnnxWriter;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A network that was written in Java, with the weights that its initialisers make. Immutable, safe
 * for use by many threads.
 */
public final class Network {
  private final OnnxModel model;
  private final List<LayerSummary> layers;
  private final NamedWeights weights;

  Network(OnnxModel model, List<LayerSummary> layers, NamedWeights weights) {
    this.model = model;
    this.layers = layers;
    this.weights = weights;
  }

  /** The name. */
  public String name() {
    return model.graph().name();
  }

  /** The names of the inputs, in order. */
  public List<String> inputNames() {
    return model.inputNames();
  }

  /** The names of the outputs, in order. */
  public List<String> outputNames() {
    return model.outputNames();
  }

  /**
   * The network ready for sessions; the caller closes it.
   *
   * @throws InvalidModelException if it is not valid
   */
  public Model open() {
    return ModelAccess.open(model);
  }

  /**
   * Writes the network as an ONNX file; weights of more than 1 GiB lie in a file beside it.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  public void toOnnx(Path file) {
    OnnxWriter.write(file, model);
  }

  /**
   * The bytes of the network as an ONNX file.
   *
   * @throws InvalidInputException if they are more than an array can have
   */
  public byte[] toOnnx() {
    return OnnxWriter.toBytes(model);
  }

  /**
   * The shape of every weight by its name, which is that of its layer and its part in it, as in
   * {@code dense_1/kernel}; in the order in which the network uses them. All are float32.
   */
  public Map<String, Shape> weightShapes() {
    return weights.shapes();
  }

  /**
   * A copy of a weight, which the caller closes.
   *
   * @throws InvalidInputException if there is none of this name
   */
  public Tensor weight(String name) {
    return weights.constant(name).toTensor();
  }

  /**
   * Writes all weights by name into a file that ends with {@code .npz} (NumPy) or {@code
   * .safetensors}, which takes the optional library {@code com.google.code.gson:gson}.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  public void saveWeights(Path file) {
    WeightFile.write(file, weights.constants());
  }

  /**
   * This network with the weights of a file that ends with {@code .npz} or {@code .safetensors}; it
   * is read now and not needed later. Float16, bfloat16 and float64 become float32.
   *
   * @throws InvalidInputException if the file cannot be read, is damaged, or does not have exactly
   *     the weights of this network: all that are missing, unknown, or of another shape are named
   */
  public Network withWeights(Path file) {
    return withWeights(file, UnaryOperator.identity(), name -> false);
  }

  /**
   * The same for a file that calls the weights otherwise, or has more in it.
   *
   * @param nameInFile tells how the file calls a weight of this network
   * @param ignored tells which arrays of the file are no weights of this network
   * @throws InvalidInputException as {@link #withWeights(Path)}
   */
  public Network withWeights(
      Path file, UnaryOperator<String> nameInFile, Predicate<String> ignored) {
    try (WeightFile open = WeightFile.open(file)) {
      NamedWeights read = weights.read(open, file, nameInFile, ignored);
      return new Network(weights.replacedIn(model, read), layers, read);
    }
  }

  /** The layers in the order in which they were applied, inputs included. */
  public List<LayerSummary> layers() {
    return layers;
  }

  /** Numbers that training changes. */
  public long parameters() {
    return layers.stream().mapToLong(LayerSummary::parameters).sum();
  }

  /** Numbers that training does not change, such as the means of a batch normalisation. */
  public long statistics() {
    return layers.stream().mapToLong(LayerSummary::statistics).sum();
  }

  /** Multiply-adds of one run at batch 1; axes of unknown size count as one. */
  public long multiplyAdds() {
    return layers.stream().mapToLong(LayerSummary::multiplyAdds).sum();
  }

  /** The table of layers as Keras prints it, with the multiply-adds beside the parameters. */
  public String summary() {
    return SummaryTable.of(this);
  }
}
