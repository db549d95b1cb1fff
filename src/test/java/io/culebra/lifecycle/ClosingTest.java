package io.culebra.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.models.Networks;
import io.culebra.nn.generate.GenerationOptions;
import io.culebra.nn.generate.Generator;
import io.culebra.nn.zoo.GPT2;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A close returns when the thing is closed, whoever closes it, and is refused where it cannot. */
@Timeout(120)
class ClosingTest {
  private static final float[] ROW = {1, 2, 3};

  @Test
  void aModelIsClosedWhileAnotherThreadClosesItsSession() throws Exception {
    ChildJvm.End end = ChildJvm.run(ClosedTogether.class);
    assertEquals(0, end.exitCode(), end::output);
    assertTrue(end.output().contains("survived"), end::output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"session", "model", "tensor"})
  void everyCloseReturnsAfterTheRun(String closed) throws Exception {
    Model model = Model.of(Networks.dense());
    Session session = model.openSession();
    Tensor x = Tensor.of(ROW, 1, 3);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread runner = observe(session, x, inside, leave);
    inside.await();
    AtomicInteger tooEarly = new AtomicInteger();
    List<Thread> closers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      closers.add(
          Thread.ofPlatform()
              .start(() -> {
                switch (closed) {
                  case "session" -> session.close();
                  case "model" -> model.close();
                  default -> x.close();
                }
                tooEarly.addAndGet((int) leave.getCount());
              }));
    }
    Thread.sleep(100);
    assertTrue(closers.stream().allMatch(Thread::isAlive), "a close returned under the run");
    leave.countDown();
    for (Thread closer : closers) {
      closer.join();
    }
    assertEquals(0, tooEarly.get());
    runner.join();
    x.close();
    model.close();
  }

  /** A run that stands still in its observer. */
  private static Thread observe(
      Session session, Tensor x, CountDownLatch inside, CountDownLatch leave) {
    return Thread.ofPlatform()
        .start(() ->
            session.observe(
                Map.of("x", x),
                (step, value) -> {
                  value.close();
                  inside.countDown();
                  try {
                    leave.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                }));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anObserverClosesNothingThatItsRunUses(boolean virtual) throws Exception {
    AtomicInteger refused = new AtomicInteger();
    Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
    try (Model model = Model.of(Networks.dense());
        Session session = model.openSession();
        Tensor x = Tensor.of(ROW, 1, 3)) {
      Thread runner =
          builder.start(() ->
              session.observe(
                  Map.of("x", x),
                  (step, value) -> {
                    value.close();
                    assertThrows(IllegalStateException.class, session::close);
                    assertThrows(IllegalStateException.class, model::close);
                    assertThrows(IllegalStateException.class, x::close);
                    assertThrows(IllegalStateException.class, () -> session.run(Map.of("x", x)));
                    refused.incrementAndGet();
                  }));
      runner.join();
      assertTrue(refused.get() > 0);
      session.run(Map.of("x", x)).close();
      assertFalse(x.isClosed());
    }
  }

  @Test
  void aGeneratorIsNotClosedByItsListener() {
    GPT2.Sizes sizes = new GPT2.Sizes(60, 64, 1, 16, 1);
    try (Model model = GPT2.createCached("closing", sizes).open();
        Generator generator = new Generator(model, 64, SessionOptions.defaults().threads(1))) {
      AtomicInteger tokens = new AtomicInteger();
      generator.generate(
          new int[] {1, 2},
          GenerationOptions.greedy(3),
          token -> {
            assertThrows(IllegalStateException.class, generator::close);
            tokens.incrementAndGet();
            return true;
          });
      assertEquals(3, tokens.get());
    }
  }

  @Test
  void aTensorThatAChannelWritesIsFreedAfterwards() throws Exception {
    int size = 4 << 20;
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      long before = NativeMemory.held();
      Tensor tensor = Tensor.of(new byte[size], size);
      ByteBuffer bytes = tensor.byteBuffer();
      Thread writer =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (bytes.hasRemaining()) {
                    sink.write(bytes);
                  }
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
      ByteBuffer target = ByteBuffer.allocate(size);
      source.read(target.limit(1));
      Thread.sleep(50);
      tensor.close();
      assertTrue(tensor.isClosed());
      target.limit(size);
      while (target.hasRemaining()) {
        source.read(target);
      }
      writer.join();
      for (int i = 0; i < 1000 && NativeMemory.held() > before; i++) {
        Thread.sleep(10);
      }
      assertTrue(NativeMemory.held() <= before, "the memory of the tensor is held for ever");
      assertThrows(IllegalStateException.class, () -> bytes.get(0));
    }
  }
}
