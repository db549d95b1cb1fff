package io.culebra.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Typed buffers give their elements, whatever the order of their bytes and wherever they lie. */
class BufferOrderTest {
  private static final int LONGEST = 8;

  /** Buffers of both orders, on the heap and off it, from an odd address and from an even one. */
  private static List<ByteBuffer> rooms(int count) {
    List<ByteBuffer> rooms = new ArrayList<>();
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      for (int skip : new int[] {0, 1, 4}) {
        int bytes = skip + count * LONGEST;
        for (ByteBuffer room :
            List.of(ByteBuffer.allocate(bytes), ByteBuffer.allocateDirect(bytes))) {
          rooms.add(room.position(skip).slice().order(order));
        }
      }
    }
    return rooms;
  }

  /** A buffer with elements before and behind those that remain. */
  private static <B extends Buffer> List<B> filled(
      int count, Function<ByteBuffer, B> view, Function<B, B> fill) {
    List<B> buffers = new ArrayList<>();
    for (ByteBuffer room : rooms(count + 3)) {
      B buffer = view.apply(room);
      buffer.position(2);
      buffer = fill.apply(buffer);
      buffer.flip().position(2);
      buffers.add(buffer);
    }
    return buffers;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 1000})
  void floatsAreThose(int count) {
    float[] elements = new float[count];
    Random random = new Random(count);
    for (int i = 0; i < count; i++) {
      elements[i] = random.nextFloat() - 0.5f;
    }
    for (FloatBuffer buffer : filled(count, ByteBuffer::asFloatBuffer, b -> b.put(elements))) {
      for (FloatBuffer given : List.of(buffer, buffer.asReadOnlyBuffer())) {
        try (Tensor tensor = Tensor.of(given, 1, count)) {
          assertArrayEquals(elements, tensor.toFloatArray(), given.toString());
          assertEquals(2, given.position());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 1000})
  void longsAreThose(int count) {
    long[] elements = new Random(count).longs(count).toArray();
    for (LongBuffer buffer : filled(count, ByteBuffer::asLongBuffer, b -> b.put(elements))) {
      try (Tensor tensor = Tensor.of(buffer, count)) {
        assertArrayEquals(elements, tensor.toLongArray(), buffer.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 1000})
  void intsAreThose(int count) {
    int[] elements = new Random(count).ints(count).toArray();
    for (IntBuffer buffer : filled(count, ByteBuffer::asIntBuffer, b -> b.put(elements))) {
      try (Tensor tensor = Tensor.of(buffer, count)) {
        assertArrayEquals(elements, tensor.toIntArray(), buffer.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6, 8})
  void aWrongCountIsRefused(int count) {
    for (ByteBuffer room : rooms(count)) {
      FloatBuffer floats = room.limit(count * Float.BYTES).asFloatBuffer();
      assertThrows(InvalidInputException.class, () -> Tensor.of(floats, 7));
    }
  }
}
