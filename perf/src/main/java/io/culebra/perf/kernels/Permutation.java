package io.culebra.perf.kernels;

import io.culebra.op.Transpose;
import io.culebra.perf.data.ElementType;
import io.culebra.perf.data.RawTensor;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/** The right answer of a Transpose, element by element. */
final class Permutation {

  private Permutation() {}

  static RawTensor answer(Problem problem, Transpose transpose) {
    Shape from = Shapes.of(problem.inputs().getFirst());
    Shape to = Shapes.of(problem.output());
    int[] permutation = transpose.permutation(from.rank());
    long[] strides = from.strides();
    RawTensor result = RawTensor.zeros(problem.line(), ElementType.FLOAT, to.toArray());
    List<Tensor> elements = problem.elements();
    FloatBuffer source = elements.getFirst().floatBuffer();
    for (int i = 0; i < result.size(); i++) {
      int rest = i;
      long at = 0;
      for (int axis = to.rank() - 1; axis >= 0; axis--) {
        at += rest % to.size(axis) * strides[permutation[axis]];
        rest = (int) (rest / to.size(axis));
      }
      result.data().putFloat(i * Float.BYTES, source.get((int) at));
    }
    elements.forEach(Tensor::close);
    return result;
  }
}
