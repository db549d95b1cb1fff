package io.culebra.onednn;

import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.Concat;
import io.culebra.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Concat on oneDNN's threads against plain copies. */
class OnednnConcatTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, -1})
  void joinsAlongEveryAxis(int axis) {
    long[] sizes = {3, 33, 41, 79};
    Tensor[] parts = new Tensor[3];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Tensors.normal(i, sizes);
      sizes[axis < 0 ? axis + sizes.length : axis] += 2;
    }
    Agreement.check(Specs.of(new Concat(axis), parts).threads(2), 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void joinsMatrices(int axis) {
    Tensor a = Tensors.normal(1, 700, 600);
    Tensor b = Tensors.normal(2, axis == 0 ? 77 : 700, axis == 1 ? 77 : 600);
    Agreement.check(Specs.of(new Concat(axis), a, b).threads(2), 0);
  }

  @Test
  void isLeftToOneThread() {
    Tensor large = Tensors.normal(1, 700, 600);
    Tensor small = Tensors.normal(1, 7, 6);
    Agreement.checkRefusal(Specs.of(new Concat(0), large, large), "one thread");
    Agreement.checkRefusal(Specs.of(new Concat(0), small, small).threads(2), "one thread");
  }
}
