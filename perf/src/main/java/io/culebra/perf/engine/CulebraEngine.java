package io.culebra.perf.engine;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.StepInfo;
import io.culebra.StepTime;
import io.culebra.TensorInfo;
import io.culebra.perf.PerfException;
import io.culebra.perf.data.ElementType;
import io.culebra.perf.data.RawTensor;
import io.culebra.perf.worker.StepGroup;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Culebra, through its public API. Callers have their outputs written into tensors of their own.
 */
final class CulebraEngine implements Engine {

  private final Model model;
  private final Session session;
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final List<Tensor> callersTensors = new ArrayList<>();

  private CulebraEngine(Model model, Session session) {
    this.model = model;
    this.session = session;
  }

  static CulebraEngine open(Path file, String backend, int threads) {
    try {
      Model model = Model.load(file);
      try {
        SessionOptions options =
            SessionOptions.defaults()
                .backend(Backend.valueOf(backend.toUpperCase(Locale.ROOT)))
                .threads(threads);
        return new CulebraEngine(model, model.openSession(options));
      } catch (CulebraException e) {
        model.close();
        throw e;
      }
    } catch (CulebraException e) {
      throw new PerfException(e.getMessage(), e);
    }
  }

  @Override
  public void bind(List<RawTensor> tensors) {
    inputs.values().forEach(Tensor::close);
    inputs.clear();
    for (RawTensor tensor : tensors) {
      DataType type = DataType.valueOf(tensor.type().name());
      MemorySegment elements = MemorySegment.ofBuffer(tensor.data());
      inputs.put(tensor.name(), Tensor.copyOf(elements, type, Shape.of(tensor.dims())));
    }
  }

  @Override
  public Runnable caller() {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (TensorInfo output : session.outputs(inputShapes())) {
      if (!output.type().isKnown()) {
        return () -> session.run(inputs).values().forEach(Tensor::close);
      }
      outputs.put(output.name(), allocate(output));
    }
    callersTensors.addAll(outputs.values());
    return () -> session.run(inputs, outputs);
  }

  @Override
  public List<RawTensor> outputs() {
    try {
      List<RawTensor> copies = new ArrayList<>();
      session
          .run(inputs)
          .forEach((name, tensor) -> {
            copies.add(copy(name, tensor));
            tensor.close();
          });
      return copies;
    } catch (CulebraException e) {
      throw new PerfException(e.getMessage(), e);
    }
  }

  @Override
  public List<StepGroup> profile(int runs) {
    List<List<StepTime>> profiles =
        IntStream.range(0, runs).mapToObj(run -> session.profile(inputs)).toList();
    Map<String, StepGroup> groups = new LinkedHashMap<>();
    for (int i = 0; i < profiles.getFirst().size(); i++) {
      int step = i;
      double[] nanos = profiles.stream().mapToDouble(times -> times.get(step).nanos()).toArray();
      StepInfo info = profiles.getFirst().get(step).step();
      StepGroup one =
          new StepGroup(
              info.operator(),
              StatUtils.percentile(nanos, 50),
              2.0 * info.multiplyAdds(),
              bytes(info.inputs()) + bytes(info.outputs()));
      groups.merge(info.operator(), one, StepGroup::plus);
    }
    return List.copyOf(groups.values());
  }

  private static double bytes(List<TensorType> types) {
    return types.stream().filter(TensorType::isKnown).mapToDouble(TensorType::bytes).sum();
  }

  @Override
  public void tune(double seconds) {
    try {
      session.tune(inputs, Duration.ofNanos((long) (seconds * 1e9)));
    } catch (CulebraException e) {
      throw new PerfException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    model.close();
    inputs.values().forEach(Tensor::close);
    callersTensors.forEach(Tensor::close);
  }

  private Map<String, Shape> inputShapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  private static Tensor allocate(TensorInfo output) {
    Shape shape = output.type().shape();
    if (shape == null) {
      throw new IllegalArgumentException(output + " has no shape");
    }
    return Tensor.allocate(output.type().dataType(), shape);
  }

  private static RawTensor copy(String name, Tensor tensor) {
    ElementType type = ElementType.valueOf(tensor.dataType().name());
    RawTensor copy = RawTensor.zeros(name, type, tensor.shape().toArray());
    MemorySegment.ofBuffer(copy.data()).copyFrom(tensor.segment());
    return copy;
  }
}
