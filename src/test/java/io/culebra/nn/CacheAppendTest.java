package io.culebra.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CacheAppendTest {
  private static final int SIZE = 3;

  /** A cache that rows are put into, and the sum of it all as a second user of the result. */
  private static Network network(boolean pastIsUsedLater) {
    NetworkBuilder net = new NetworkBuilder("cache");
    Dim batch = Dim.symbol("N");
    Shape room = Shape.of(List.of(batch, Dim.symbol("room"), Dim.of(SIZE)));
    Symbol past = net.input("past", DataType.FLOAT, room);
    Symbol rows =
        net.input("rows", DataType.FLOAT, Shape.of(List.of(batch, Dim.symbol("T"), Dim.of(SIZE))));
    Symbol start = net.input("start", DataType.INT64, Shape.of(List.of(batch)));
    Symbol present = new CacheAppend().named("present").apply(past, rows, start);
    Symbol y = pastIsUsedLater ? new Add().apply(present, past) : present;
    return net.build(present, y.then(Activation.tanh()).named("y"));
  }

  private static float[] random(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat();
    }
    return numbers;
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void rowsGoWhereTheyAreToldInPlaceOrNot(Backend backend) {
    Random random = new Random(3);
    try (Model model = network(false).open();
        Session session = model.openSession(SessionOptions.defaults().backend(backend))) {
      for (int batch : new int[] {1, 3}) {
        for (int length : new int[] {1, 4}) {
          int room = 9;
          float[] before = random(random, batch * room * SIZE);
          float[] added = random(random, batch * length * SIZE);
          long[] starts = random.longs(batch, 0, room - length + 1).toArray();
          float[] expected = before.clone();
          for (int n = 0; n < batch; n++) {
            System.arraycopy(
                added,
                n * length * SIZE,
                expected,
                (n * room + (int) starts[n]) * SIZE,
                length * SIZE);
          }
          try (Tensor past = Tensor.of(before, batch, room, SIZE);
              Tensor rows = Tensor.of(added, batch, length, SIZE);
              Tensor start = Tensor.of(starts, batch);
              Tensor y = Tensor.allocate(DataType.FLOAT, past.shape())) {
            Map<String, Tensor> inputs = Map.of("past", past, "rows", rows, "start", start);
            try (Tensor present = Objects.requireNonNull(session.run(inputs).get("present"))) {
              assertArrayEquals(expected, present.toFloatArray());
              assertArrayEquals(before, past.toFloatArray());
            }
            session.run(inputs, Map.of("present", past, "y", y));
            assertArrayEquals(expected, past.toFloatArray());
            for (int i = 0; i < expected.length; i++) {
              assertEquals(Math.tanh(expected[i]), y.toFloatArray()[i], 1e-5);
            }
          }
        }
      }
      assertEquals(4, session.plansMade());
    }
  }

  @Test
  void noInputIsOverwrittenThatIsNeededLater() {
    try (Model model = network(true).open();
        Session session = model.openSession();
        Tensor past = Tensor.of(new float[2 * SIZE], 1, 2, SIZE);
        Tensor rows = Tensor.of(new float[SIZE], 1, 1, SIZE);
        Tensor start = Tensor.of(new long[1], 1)) {
      Map<String, Tensor> inputs = Map.of("past", past, "rows", rows, "start", start);
      assertThrows(InvalidInputException.class, () -> session.run(inputs, Map.of("present", past)));
      assertThrows(InvalidInputException.class, () -> session.run(inputs, Map.of("y", past)));
    }
  }

  @Test
  void rowsThatDoNotFitAreRefused() {
    try (Model model = network(false).open();
        Session session = model.openSession();
        Tensor past = Tensor.of(new float[4 * SIZE], 1, 4, SIZE);
        Tensor rows = Tensor.of(new float[2 * SIZE], 1, 2, SIZE)) {
      float[] before = past.toFloatArray();
      for (long place : new long[] {-1, 3, Long.MAX_VALUE, Long.MIN_VALUE}) {
        try (Tensor start = Tensor.of(new long[] {place}, 1)) {
          Map<String, Tensor> inputs = Map.of("past", past, "rows", rows, "start", start);
          String message =
              String.valueOf(
                  assertThrows(InvalidInputException.class, () -> session.run(inputs))
                      .getMessage());
          assertTrue(message.contains("TensorScatter"), message);
        }
      }
      try (Tensor long5 = Tensor.of(new float[5 * SIZE], 1, 5, SIZE);
          Tensor start = Tensor.of(new long[1], 1)) {
        assertThrows(
            InvalidInputException.class,
            () -> session.run(Map.of("past", past, "rows", long5, "start", start)));
      }
      assertTrue(Arrays.equals(before, past.toFloatArray()));
    }
  }
}
