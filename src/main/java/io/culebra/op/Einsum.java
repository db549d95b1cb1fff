package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Einsum.html">Einsum</a>: Einstein's summation: the
 * product of the inputs, summed over the axes that the output does not name.
 *
 * @param equation the axes of each input and of the output, as in {@code bij,bjk->bik}
 */
public record Einsum(String equation) implements Op {
  /** Checks that the equation can be read. */
  public Einsum {
    EinsumLabels.check(equation);
  }

  /**
   * The axes of every input and of the output as numbers, equal where the sizes are.
   *
   * @param ranks the rank of each input
   * @throws IllegalArgumentException if an input has another number of axes than the equation says
   */
  public EinsumLabels labels(List<Integer> ranks) {
    return EinsumLabels.of(equation, ranks);
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, Integer.MAX_VALUE);
    inputs.requireType(0, ElementTypes.NUMERIC);
    inputs.requireSameTypes();
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private @Nullable Shape shape(OpInputs inputs) {
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < inputs.count(); i++) {
      Shape shape = inputs.shape(i);
      if (shape == null) {
        return null;
      }
      shapes.add(shape);
    }
    EinsumLabels labels;
    try {
      labels = labels(shapes.stream().map(Shape::rank).toList());
    } catch (IllegalArgumentException e) {
      throw inputs.fail(e.getMessage() + " in the equation " + equation);
    }
    Shape sizes = Shape.of(Collections.nCopies(labels.count(), Dim.of(1)));
    for (int i = 0; i < shapes.size(); i++) {
      Shape aligned = Shape.of(Collections.nCopies(labels.count(), Dim.of(1)));
      for (int axis = 0; axis < shapes.get(i).rank(); axis++) {
        aligned = aligned.with(labels.inputs().get(i).get(axis), shapes.get(i).dim(axis));
      }
      Shape broadcast = Broadcasting.shape(sizes, aligned);
      if (broadcast == null) {
        throw inputs.fail("sizes of the same axis differ in the equation " + equation);
      }
      sizes = broadcast;
    }
    return sizes.permute(labels.output().stream().mapToInt(Integer::intValue).toArray());
  }
}
