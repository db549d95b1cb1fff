package io.culebra.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.LSTM;
import io.culebra.op.MatMul;
import io.culebra.op.RecurrentDirection;
import io.culebra.op.Relu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Tanh;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeamSizeTest {
  private static int product(int size) {
    return TeamSize.of(
        Specs.of(new MatMul(), Tensors.normal(1, size, size), Tensors.normal(2, size, size))
            .threads(4)
            .build());
  }

  @Test
  void oneThreadAloneDoesWhatTakesNoLongerThanWakingTheOthers() {
    assertEquals(1, product(16));
    assertEquals(4, product(512));
    assertEquals(1, TeamSize.of(Specs.of(new Relu(), Tensors.normal(1, 900)).threads(4).build()));
    assertEquals(
        4, TeamSize.of(Specs.of(new Relu(), Tensors.normal(1, 1 << 20)).threads(4).build()));
  }

  private static int sequence(int batch) {
    LSTM op =
        new LSTM(
            RecurrentDirection.FORWARD,
            128,
            List.of(new Sigmoid(), new Tanh(), new Tanh()),
            Float.POSITIVE_INFINITY,
            false);
    Tensor x = Tensors.normal(1, 100, batch, 128);
    Tensor w = Tensors.normal(2, 1, 512, 128);
    return TeamSize.of(Specs.of(op, x, w, w).threads(4).build());
  }

  @Test
  void threadsMeetAtEveryStepOfASequence() {
    assertEquals(1, sequence(1));
    assertEquals(4, sequence(64));
  }
}
