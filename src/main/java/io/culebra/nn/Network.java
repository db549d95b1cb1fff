package io.culebra.nn;

import io.culebra.Model;
import io.culebra.access.ModelAccess;
import io.culebra.onnx.OnnxModel;
import io.culebra.onnx.OnnxWriter;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import java.nio.file.Path;
import java.util.List;

/**
 * A network that was written in Java, with the weights that its initialisers make. Immutable, safe
 * for use by many threads.
 */
public final class Network {
  private final OnnxModel model;
  private final List<LayerSummary> layers;

  Network(OnnxModel model, List<LayerSummary> layers) {
    this.model = model;
    this.layers = layers;
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
