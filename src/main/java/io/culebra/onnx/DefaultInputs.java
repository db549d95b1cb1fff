package io.culebra.onnx;

import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.TensorType;
import io.culebra.tensor.UnsupportedModelException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The inputs of a model that have a default: initialisers that are inputs of the graph as well. The
 * specification (<a href="https://github.com/onnx/onnx/blob/main/docs/IR.md">IR.md</a>) has them
 * since IR version 4; before, every initialiser had to be listed among the inputs, and is a
 * constant nevertheless, as ONNX Runtime sees it too. Safe for use by many threads.
 */
public final class DefaultInputs {
  /** A model without such inputs. */
  public static final DefaultInputs NONE =
      new DefaultInputs(
          Map.of(),
          names -> {
            throw new IllegalArgumentException("no input has a default: " + names);
          });

  private final Map<String, TensorType> types;
  private final Function<Set<String>, OnnxModel> reader;

  /**
   * @param types the declared types, by name and in the order of the model
   * @param reader reads the model once more, with these names as inputs
   */
  DefaultInputs(Map<String, TensorType> types, Function<Set<String>, OnnxModel> reader) {
    this.types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    this.reader = reader;
  }

  /** The declared types, by name and in the order of the model. */
  public Map<String, TensorType> types() {
    return types;
  }

  /**
   * The model with these inputs given, so that nothing in it relies on their defaults; it shares
   * all other constants with the model that takes the defaults.
   *
   * @throws InvalidModelException if an operator needs one of them as a constant
   * @throws UnsupportedModelException likewise
   */
  public OnnxModel given(Set<String> names) {
    return reader.apply(names);
  }
}
