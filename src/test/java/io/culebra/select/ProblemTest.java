package io.culebra.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.op.Clip;
import io.culebra.op.Op;
import io.culebra.op.Pow;
import io.culebra.op.Relu;
import io.culebra.op.Softmax;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
  private static Problem of(String node, Op op, int threads, long... sizes) {
    Operand operand = Operand.rowMajor(TensorType.f32(sizes), null);
    return Problem.of(new KernelSpec(node, op, List.of(operand), List.of(operand), threads));
  }

  @Test
  void namesAndNumbersDoNotTellProblemsApart() {
    assertEquals(of("a", new Relu(), 1, 2, 3), of("b", new Relu(), 1, 2, 3));
    assertEquals(
        of("a", new Clip(-0.25f, 6), 1, 2, 3), of("a", new Clip(-1.5e-9f, 1e30f), 1, 2, 3));
  }

  @Test
  void operatorShapeThreadsAndAttributesDo() {
    Problem relu = of("a", new Relu(), 1, 2, 3);
    assertNotEquals(relu, of("a", new Clip(0, 6), 1, 2, 3));
    assertNotEquals(relu, of("a", new Relu(), 2, 2, 3));
    assertNotEquals(relu, of("a", new Relu(), 1, 3, 2));
    assertNotEquals(of("a", new Softmax(0), 1, 2, 3), of("a", new Softmax(1), 1, 2, 3));
  }

  @Test
  void numbersWithWhichThereIsLessToDoTellThemApart() {
    Problem usual = of("a", new Clip(0.25f, 6), 1, 2, 3);
    for (float special : new float[] {0, 1, -1}) {
      assertNotEquals(usual, of("a", new Clip(special, 6), 1, 2, 3));
    }
    assertNotEquals(power(2), power(0.37f));
    assertEquals(power(1.7f), power(0.37f));
  }

  private static Problem power(float exponent) {
    Operand x = Operand.rowMajor(TensorType.f32(2, 3), null);
    try (Tensor tensor = Tensor.of(new float[] {exponent}, 1)) {
      Operand constant = Operand.rowMajor(tensor.type(), Constant.of(tensor));
      return Problem.of(new KernelSpec("a", new Pow(), List.of(x, constant), List.of(x), 1));
    }
  }

  @Test
  void itIsOneLineWithoutTabs() {
    String text = of("a", new Clip(0, 6), 1, 2, 3).text();
    assertFalse(text.contains("\n") || text.contains("\t"), text);
  }
}
