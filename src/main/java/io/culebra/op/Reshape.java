package io.culebra.op;

import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Reshape.html">Reshape</a>: the same elements in
 * another shape.
 *
 * <p>Inputs: the data; the shape, int64, where -1 stands for the size that makes the number of
 * elements fit.
 *
 * @param allowZero whether 0 is a size; otherwise it stands for the size of the data's axis at the
 *     same place
 */
public record Reshape(boolean allowZero) implements Op {
  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(2, 2);
    inputs.requireType(1, ElementTypes.INT64);
    inputs.requireRank(1, 1, 1);
    long[] sizes = inputs.integers(1);
    Shape shape = sizes == null ? GivenShape.ofUnknownSizes(inputs, 1) : shape(inputs, sizes);
    return List.of(new TensorType(inputs.dataType(0), shape));
  }

  private Shape shape(OpInputs inputs, long[] sizes) {
    Shape data = inputs.shape(0);
    List<Dim> dims = new ArrayList<>();
    int inferred = -1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] < -1 || (sizes[i] == -1 && inferred >= 0)) {
        throw inputs.fail("a size of " + sizes[i] + ", or more than one of -1");
      }
      if (sizes[i] == -1) {
        inferred = i;
      }
      dims.add(sizes[i] == -1 ? Dim.unknown() : dim(inputs, data, i, sizes[i]));
    }
    if (data != null && inferred >= 0) {
      List<Dim> others = new ArrayList<>(dims);
      others.remove(inferred);
      dims.set(inferred, quotient(inputs, data.dims(), others));
    }
    Shape result = Shape.of(dims);
    if (data != null
        && data.isKnown()
        && result.isKnown()
        && data.elements() != result.elements()) {
      throw inputs.fail(data.elements() + " elements do not fit into " + result);
    }
    return result;
  }

  private Dim dim(OpInputs inputs, @Nullable Shape data, int i, long size) {
    if (size != 0 || allowZero) {
      return Dim.of(size);
    }
    if (data != null && i >= data.rank()) {
      throw inputs.fail("0 at place " + i + ", where the data has no axis");
    }
    return data == null ? Dim.unknown() : data.dim(i);
  }

  /**
   * The product of {@code all} divided by the product of {@code others}, as far as it can be told.
   */
  private static Dim quotient(OpInputs inputs, List<Dim> all, List<Dim> others) {
    List<Dim> symbols = new ArrayList<>(all.stream().filter(d -> !d.isKnown()).toList());
    for (Dim other : others) {
      if (!other.isKnown() && !symbols.remove(other)) {
        return Dim.unknown();
      }
    }
    long dividend = knownProduct(all);
    long divisor = knownProduct(others);
    if (divisor == 0 || (symbols.isEmpty() && dividend % divisor != 0)) {
      throw inputs.fail("no size in the place of -1 fits");
    }
    if (symbols.isEmpty()) {
      return Dim.of(dividend / divisor);
    }
    return symbols.size() == 1 && dividend == divisor ? symbols.getFirst() : Dim.unknown();
  }

  private static long knownProduct(List<Dim> dims) {
    long product = 1;
    for (Dim dim : dims) {
      product = dim.isKnown() ? Math.multiplyExact(product, dim.size()) : product;
    }
    return product;
  }
}
