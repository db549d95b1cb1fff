package io.culebra.perf.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.perf.data.ElementType;
import io.culebra.perf.data.RawTensor;
import io.culebra.perf.engine.Backend;
import io.culebra.perf.engine.Contender;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {

  @Test
  void requestSurvivesItsLine() {
    RawTensor input = RawTensor.zeros("x", ElementType.INT64, new long[] {1, 2});
    input.data().putLong(8, -3);
    Contender contender = Contender.culebra(Backend.VECTOR, 2);
    String line =
        new Message.Open(contender, "model.onnx", List.of(Message.Elements.of(input))).line();
    Message.Open open = (Message.Open) Message.parse(line);
    assertEquals(contender, open.contender());
    RawTensor parsed = open.inputs().getFirst().tensor();
    assertArrayEquals(new long[] {1, 2}, parsed.dims());
    assertEquals(-3, parsed.get(1));
  }

  @Test
  void samplesSurviveTheirLine() {
    Message.Samples samples =
        (Message.Samples) Message.parse(new Message.Samples(new long[] {5, 1L << 40}).line());
    assertArrayEquals(new long[] {5, 1L << 40}, samples.nanos());
  }
}
