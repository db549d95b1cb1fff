package io.culebra.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.tensor.InvalidModelException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {
  private static Network small() {
    return new Sequential("small")
        .input(3, 8, 8)
        .add(Conv2D.of(4, 3).same())
        .add(new BatchNorm())
        .add(Conv2D.of(2, 3).stride(2))
        .add(new Flatten())
        .add(Dense.of(5))
        .build();
  }

  @Test
  void layersAreNamedAndCounted() {
    List<LayerSummary> layers = small().layers();
    assertEquals(
        List.of("x", "conv2d", "batch_norm", "conv2d_1", "flatten", "dense"),
        layers.stream().map(LayerSummary::name).toList());
    assertEquals(
        List.of("Nx3x8x8", "Nx4x8x8", "Nx4x8x8", "Nx2x3x3", "Nx18", "Nx5"),
        layers.stream().map(layer -> layer.output().toString()).toList());
    assertEquals(
        List.of(0L, 4 * 27 + 4L, 8L, 2 * 36 + 2L, 0L, 18 * 5 + 5L),
        layers.stream().map(LayerSummary::parameters).toList());
    assertEquals(8, small().statistics());
    assertEquals(
        List.of(0L, 64 * 4 * 27L, 0L, 9 * 2 * 36L, 0L, 18 * 5L),
        layers.stream().map(LayerSummary::multiplyAdds).toList());
  }

  @Test
  void theSummaryIsATableWithTotals() {
    String summary = small().summary();
    assertTrue(summary.contains("conv2d_1 (Conv2D)"), summary);
    assertTrue(summary.contains("Total params: 297"), summary);
    assertTrue(summary.contains("Trainable params: 289"), summary);
    assertTrue(summary.contains("Non-trainable params: 8"), summary);
    assertTrue(summary.contains("Multiply-adds: 7,650"), summary);
  }

  @Test
  void aLayerThatDoesNotFitIsNamed() {
    Sequential chain = new Sequential("wrong").input(3, 4, 4);
    Exception e =
        assertThrows(
            InvalidModelException.class, () -> chain.add(Conv2D.of(8, 5).named("too_large")));
    assertTrue(
        String.valueOf(e.getMessage()).contains("layer 'too_large' (Conv2D)"), e.getMessage());
    assertThrows(InvalidModelException.class, () -> chain.add(Conv1D.of(8, 3)));
    assertThrows(InvalidModelException.class, () -> chain.add(Conv2D.of(8, 3).groups(2)));
  }

  @Test
  void theSameSeedGivesTheSameWeights() {
    byte[] one = new Sequential("a", 1).input(3).add(Dense.of(4)).build().toOnnx();
    byte[] same = new Sequential("a", 1).input(3).add(Dense.of(4)).build().toOnnx();
    byte[] other = new Sequential("a", 2).input(3).add(Dense.of(4)).build().toOnnx();
    assertArrayEquals(one, same);
    assertFalse(Arrays.equals(one, other));
  }

  @Test
  void initialNumbersHaveTheVarianceThatTheyAreNamedAfter() {
    Fans fans = new Fans(50, 30);
    assertEquals(2.0 / 80, variance(Initializer.glorotUniform(), fans), 1e-3);
    assertEquals(2.0 / 80, variance(Initializer.glorotNormal(), fans), 1e-3);
    assertEquals(2.0 / 50, variance(Initializer.heNormal(), fans), 2e-3);
    assertEquals(2.0 / 50, variance(Initializer.heUniform(), fans), 2e-3);
    assertEquals(1.0 / 50, variance(Initializer.lecunNormal(), fans), 1e-3);
    assertEquals(1.0 / 50, variance(Initializer.lecunUniform(), fans), 1e-3);
  }

  private static double variance(Initializer initializer, Fans fans) {
    int count = 20_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double number = initializer.element(i, 42, fans);
      sum += number;
      squares += number * number;
    }
    assertEquals(0, sum / count, 5e-3);
    return squares / count;
  }

  private static Network recurrent() {
    return new Sequential("recurrent")
        .input(10, 3)
        .add(LSTM.of(4).bidirectional().returnSequences())
        .add(GRU.of(5).returnSequences().bidirectional(Merge.SUM))
        .add(GRU.of(5).resetBefore().returnSequences())
        .add(SimpleRNN.of(6))
        .build();
  }

  @Test
  void recurrentLayersAreCountedAsByKeras() {
    List<LayerSummary> layers = recurrent().layers();
    assertEquals(
        List.of("x", "lstm", "gru", "gru_1", "simple_rnn"),
        layers.stream().map(LayerSummary::name).toList());
    assertEquals(
        List.of("Nx10x3", "Nx10x8", "Nx10x5", "Nx10x5", "Nx6"),
        layers.stream().map(layer -> layer.output().toString()).toList());
    assertEquals(
        List.of(
            0L,
            2 * 4 * (4 * (3 + 4) + 4L),
            2 * 3 * (5 * (8 + 5) + 2 * 5L),
            3 * (5 * (5 + 5) + 5L),
            6 * (5 + 6) + 6L),
        layers.stream().map(LayerSummary::parameters).toList());
    assertEquals(10 * 2 * 4 * 4 * (3 + 4L), layers.get(1).multiplyAdds());
  }

  @Test
  void aRecurrentLayerThatDoesNotFitIsNamed() {
    Sequential chain = new Sequential("wrong").input(10, 3);
    for (Layer<?> layer :
        List.of(LSTM.of(0).named("odd"), GRU.of(4).activation(Activation.gelu()).named("odd"))) {
      Exception e = assertThrows(InvalidModelException.class, () -> chain.add(layer));
      assertTrue(String.valueOf(e.getMessage()).contains("layer 'odd"), e.getMessage());
    }
    Sequential flat = new Sequential("flat").input(3);
    Exception e =
        assertThrows(
            InvalidModelException.class, () -> flat.add(SimpleRNN.of(4).named("no_sequence")));
    assertTrue(String.valueOf(e.getMessage()).contains("layer 'no_sequence'"), e.getMessage());
  }
}
