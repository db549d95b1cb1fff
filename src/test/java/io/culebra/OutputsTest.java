package io.culebra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.culebra.models.Networks;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run gives: a map that is closed as a whole, of memory that is used again. */
@Timeout(60)
class OutputsTest {
  private static final int SIZE = 65_536;

  @Test
  void isAMapInTheOrderOfTheModel() {
    try (Model model = Model.of(Networks.twoOutputs());
        Session session = model.openSession();
        Tensor x = Tensor.of(new float[] {1, -2}, 2);
        Outputs outputs = session.run(Map.of("x", x))) {
      List<String> names = session.outputs().stream().map(TensorInfo::name).toList();
      assertEquals(names, List.copyOf(outputs.keySet()));
      assertEquals(2, outputs.size());
      assertTrue(outputs.containsKey("negative"));
      assertFalse(outputs.containsKey("x"));
      assertFalse(outputs.containsKey(null));
      assertNull(outputs.get("x"));
      assertArrayEquals(new float[] {-1, 2}, tensor(outputs, names.get(0)).toFloatArray());
      assertArrayEquals(new float[] {2, -4}, tensor(outputs, names.get(1)).toFloatArray());
      assertEquals(outputs, new HashMap<>(outputs));
      assertThrows(UnsupportedOperationException.class, outputs::clear);
    }
  }

  @Test
  void oneTensorForTwoOutputsIsRefused() {
    try (Model model = Model.of(Networks.twoOutputs());
        Session session = model.openSession();
        Tensor x = Tensor.of(new float[] {1, -2}, 2);
        Tensor y = Tensor.of(new float[2], 2);
        Tensor z = Tensor.of(new float[2], 2)) {
      List<String> names = session.outputs().stream().map(TensorInfo::name).toList();
      InvalidInputException e =
          assertThrows(
              InvalidInputException.class,
              () -> session.run(Map.of("x", x), Map.of(names.get(0), y, names.get(1), y)));
      assertTrue(names.stream().allMatch(e.getMessage()::contains), e.getMessage());
      session.run(Map.of("x", x), Map.of(names.get(0), y, names.get(1), z));
      assertArrayEquals(new float[] {-1, 2}, y.toFloatArray());
      assertArrayEquals(new float[] {2, -4}, z.toFloatArray());
    }
  }

  private static Tensor tensor(Map<String, Tensor> outputs, String name) {
    Tensor tensor = outputs.get(name);
    assertNotNull(tensor, name);
    return tensor;
  }

  @Test
  void closesAllOfItAtOnce() {
    try (Model model = Model.of(Networks.twoOutputs());
        Session session = model.openSession();
        Tensor x = Tensor.of(new float[SIZE], SIZE)) {
      session.run(Map.of("x", x)).close();
      long used = session.memoryUsed();
      for (int i = 0; i < 10; i++) {
        Outputs outputs = session.run(Map.of("x", x));
        List<Tensor> tensors = List.copyOf(outputs.values());
        tensors.getFirst().close();
        outputs.close();
        outputs.close();
        assertTrue(tensors.stream().allMatch(Tensor::isClosed));
        assertEquals(used, session.memoryUsed());
      }
    }
  }

  @Test
  void whatIsOpenCountsAndWhatIsClosedIsUsedAgain() {
    assumeFalse(NativeMemory.CHECKED, "checked memory is never used again");
    try (Model model = Model.of(Networks.twoOutputs());
        Session session = model.openSession();
        Tensor x = Tensor.of(new float[SIZE], SIZE)) {
      Outputs first = session.run(Map.of("x", x));
      long one = session.memoryUsed();
      Outputs second = session.run(Map.of("x", x));
      assertEquals(2L * SIZE * Float.BYTES, session.memoryUsed() - one);
      long address = tensor(first, "negative").address();
      first.close();
      second.close();
      try (Outputs third = session.run(Map.of("x", x));
          Outputs fourth = session.run(Map.of("x", x))) {
        assertTrue(
            List.of(
                    tensor(third, "negative").address(),
                    tensor(fourth, "negative").address(),
                    tensor(third, session.outputs().getLast().name()).address(),
                    tensor(fourth, session.outputs().getLast().name()).address())
                .contains(address));
        assertEquals(2L * SIZE * Float.BYTES, session.memoryUsed() - one);
      }
    }
  }

  @Test
  void aClosedResultReachesNoOtherRun() {
    try (Model model = Model.of(Networks.dense());
        Session session = model.openSession();
        Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3);
        Tensor z = Tensor.of(new float[] {7, 8, 9}, 1, 3)) {
      Tensor copied = session.run(Map.of("x", x)).values().iterator().next();
      assertEquals(6, copied.toFloatArray()[0]);
      copied.close();
      Tensor shown = session.run(Map.of("x", x)).values().iterator().next();
      FloatBuffer buffer = shown.floatBuffer();
      assertEquals(6, buffer.get(0));
      shown.close();
      List<Outputs> later = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        later.add(session.run(Map.of("x", z)));
      }
      assertThrows(ClosedException.class, copied::toFloatArray);
      assertThrows(ClosedException.class, copied::floatBuffer);
      assertThrows(IllegalStateException.class, () -> buffer.get(0));
      later.forEach(Outputs::close);
    }
  }

  /** The heap stays nearly empty meanwhile, so that the collector has no reason of its own. */
  @Test
  void resultsThatNobodyClosedAreNoReasonToRefuse() {
    long limit = 8L << 20;
    try (Model model = Model.of(Networks.twoOutputs());
        Session session =
            model.openSession(SessionOptions.defaults().threads(1).memoryLimit(limit));
        Tensor x = Tensor.of(new float[SIZE], SIZE)) {
      for (int i = 0; i < 60; i++) {
        assertEquals(SIZE, tensor(session.run(Map.of("x", x)), "negative").shape().size(0));
        assertTrue(session.memoryUsed() <= limit);
      }
    }
  }

  @Test
  void resultsCountAgainstTheLimit() {
    try (Model model = Model.of(Networks.twoOutputs());
        Session session =
            model.openSession(SessionOptions.defaults().threads(1).memoryLimit(4L << 20));
        Tensor x = Tensor.of(new float[SIZE], SIZE)) {
      List<Outputs> kept = new ArrayList<>();
      MemoryLimitException refused =
          assertThrows(
              MemoryLimitException.class,
              () -> {
                for (int i = 0; i < 100; i++) {
                  kept.add(session.run(Map.of("x", x)));
                }
              });
      assertTrue(refused.getMessage().contains("memoryLimit"), refused.getMessage());
      assertTrue(kept.size() > 2 && kept.size() < 9, kept.size() + " results");
      kept.forEach(Outputs::close);
      session.run(Map.of("x", x)).close();
    }
  }
}
