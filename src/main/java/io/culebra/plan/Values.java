package io.culebra.plan;

import io.culebra.graph.Graph;
import io.culebra.graph.Value;
import io.culebra.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has been computed so far in a run of several stretches. Closes what the caller did not ask
 * for.
 */
final class Values implements AutoCloseable {
  private final Graph graph;
  private final Map<Value, Tensor> known = new IdentityHashMap<>();
  private final Map<Value, Tensor> given = new IdentityHashMap<>();
  private final Map<Value, Value> standIns = new IdentityHashMap<>();
  private final Set<Tensor> own = Collections.newSetFromMap(new IdentityHashMap<>());

  Values(Graph graph, Tensor[] inputs, @Nullable Tensor[] outputs) {
    this.graph = graph;
    for (int i = 0; i < inputs.length; i++) {
      known.put(graph.inputs().get(i), inputs[i]);
    }
    for (int i = 0; i < outputs.length; i++) {
      Tensor output = outputs[i];
      if (output != null) {
        given.put(graph.outputs().get(i), output);
      }
    }
  }

  /**
   * Notes that values of one graph are computed as values of the graph that it was rewritten to.
   */
  void standIn(List<Value> values, List<Value> standingIn) {
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      Value standIn = standingIn.get(i);
      if (value != standIn) {
        standIns.put(value, standIn);
        Tensor wanted = given.get(value);
        if (wanted != null) {
          given.putIfAbsent(standIn, wanted);
        }
      }
    }
  }

  Tensor of(Value value) {
    Tensor tensor = known.get(value);
    for (Value at = standIns.get(value); tensor == null && at != null; at = standIns.get(at)) {
      tensor = known.get(at);
    }
    if (tensor == null) {
      throw new IllegalStateException("the value '" + value + "' has not been computed");
    }
    return tensor;
  }

  Tensor[] of(List<Value> values) {
    return values.stream().map(this::of).toArray(Tensor[]::new);
  }

  /** The caller's tensors for what a stretch makes, null where he gave none. */
  @Nullable Tensor[] wanted(Stretch stretch) {
    return stretch.results().stream().map(given::get).toArray(Tensor[]::new);
  }

  void remember(List<Value> values, @Nullable Tensor[] tensors) {
    for (int i = 0; i < tensors.length; i++) {
      Tensor tensor = tensors[i];
      if (tensor != null) {
        known.put(values.get(i), tensor);
        if (given.get(values.get(i)) != tensor) {
          own.add(tensor);
        }
      }
    }
  }

  /** Hands the graph's outputs over to the caller. */
  void giveOutputs(@Nullable Tensor[] outputs) {
    for (int i = 0; i < outputs.length; i++) {
      Tensor tensor = of(graph.outputs().get(i));
      outputs[i] = tensor;
      own.remove(tensor);
    }
  }

  @Override
  public void close() {
    own.forEach(Tensor::close);
  }
}
