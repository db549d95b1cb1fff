package io.culebra.perf.measure;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.culebra.perf.PerfException;
import io.culebra.perf.data.Difference;
import io.culebra.perf.data.Inputs;
import io.culebra.perf.data.RawTensor;
import io.culebra.perf.engine.Contender;
import io.culebra.perf.onnx.OnnxFile;
import io.culebra.perf.onnx.Outputs;
import io.culebra.perf.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model, inputs for it, and what ONNX Runtime answers to them. Answers are taken before a last
 * Softmax, from a copy of the model, unless the model keeps its weights in other files.
 */
public final class Reference implements AutoCloseable {

  private static final long SEED = 1;
  private static final long OTHER_SEED = 2;

  private final Path model;
  private final Path answering;
  private final List<RawTensor> inputs;
  private final List<RawTensor> outputs;
  private final double change;
  private final long flops;
  private final long bytes;

  private Reference(Path model, ModelProto proto, Inputs inputs) {
    this.model = model;
    this.inputs = inputs.make(SEED);
    this.flops = FlopCount.of(proto, this.inputs);
    this.answering = answering(proto, model);
    try (WorkerProcess worker =
        WorkerProcess.open(Contender.onnxRuntime(1), answering, this.inputs)) {
      this.outputs = worker.outputs(answering, this.inputs);
      List<RawTensor> others = worker.outputs(answering, inputs.make(OTHER_SEED));
      this.change = smallestChange(outputs, others);
    }
    this.bytes = weights(proto) + bytes(this.inputs) + bytes(outputs);
  }

  /**
   * Asks ONNX Runtime.
   *
   * @param shapes the shapes of inputs that shall not take the model's own, by name
   */
  public static Reference of(Path model, Map<String, long[]> shapes) {
    ModelProto proto = OnnxFile.read(model);
    return new Reference(model, proto, new Inputs(proto, shapes));
  }

  public Path model() {
    return model;
  }

  public List<RawTensor> inputs() {
    return inputs;
  }

  /** Floating-point operations of a run's convolutions and matrix products. */
  public long flops() {
    return flops;
  }

  /** What a run reads and writes at least: the weights, the inputs, the outputs. */
  public long bytes() {
    return bytes;
  }

  /** The shapes of the inputs by name. */
  public Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    inputs.forEach(input -> shapes.put(input.name(), input.dims()));
    return shapes;
  }

  /** Compares the answer of a process that has the model open with ONNX Runtime's. */
  public Accuracy check(WorkerProcess worker) {
    Map<String, RawTensor> answers =
        worker.outputs(answering, inputs).stream()
            .collect(Collectors.toMap(RawTensor::name, Function.identity()));
    double error = 0;
    boolean samePlaces = true;
    for (RawTensor expected : outputs) {
      RawTensor answer = answers.get(expected.name());
      if (answer == null) {
        throw new PerfException(worker.contender().label() + " gives no " + expected.name());
      }
      Difference difference = Difference.between(answer, expected);
      error = Math.max(error, difference.error());
      samePlaces &= difference.samePlaces();
    }
    return new Accuracy(error, samePlaces, change);
  }

  @Override
  public void close() {
    if (!answering.equals(model)) {
      try {
        Files.deleteIfExists(answering);
      } catch (IOException e) {
        throw new PerfException("cannot delete " + answering + ": " + e, e);
      }
    }
  }

  private static long weights(ModelProto model) {
    return model.getGraph().getInitializerList().stream().mapToLong(Reference::bytes).sum();
  }

  /** Elements that do not lie in one piece are taken to have four bytes. */
  private static long bytes(TensorProto tensor) {
    return tensor.hasRawData()
        ? tensor.getRawData().size()
        : Float.BYTES * tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
  }

  private static long bytes(List<RawTensor> tensors) {
    return tensors.stream().mapToLong(tensor -> tensor.data().capacity()).sum();
  }

  private static Path answering(ModelProto proto, Path model) {
    boolean external =
        proto.getGraph().getInitializerList().stream()
            .anyMatch(t -> t.getDataLocation() == TensorProto.DataLocation.EXTERNAL);
    if (external) {
      return model;
    }
    try {
      Path copy = Files.createTempFile("before-softmax", ".onnx");
      OnnxFile.write(Outputs.beforeSoftmax(proto), copy);
      return copy;
    } catch (IOException e) {
      throw new PerfException("cannot keep a copy of " + model + ": " + e, e);
    }
  }

  private static double smallestChange(List<RawTensor> outputs, List<RawTensor> others) {
    double change = Double.POSITIVE_INFINITY;
    for (int i = 0; i < outputs.size(); i++) {
      change = Math.min(change, Difference.between(others.get(i), outputs.get(i)).error());
    }
    return change;
  }
}
