package io.culebra.portable;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.culebra.scalar.Elements;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;

/** Moves runs of neighbouring elements of any type to and from buffers of double or long. */
final class Runs {
  private static final MemorySegment ALL = NativeMemory.everything();

  private Runs() {}

  /** Reads {@code count} elements from {@code offset} on, starting with element {@code first}. */
  static void load(DataType type, long offset, long first, double[] into, int count) {
    switch (type) {
      case FLOAT -> {
        long start = offset + 4 * first;
        for (int i = 0; i < count; i++) {
          into[i] = ALL.get(JAVA_FLOAT_UNALIGNED, start + 4L * i);
        }
      }
      case DOUBLE -> {
        long start = offset + 8 * first;
        for (int i = 0; i < count; i++) {
          into[i] = ALL.get(JAVA_DOUBLE_UNALIGNED, start + 8L * i);
        }
      }
      case INT64 -> {
        long start = offset + 8 * first;
        for (int i = 0; i < count; i++) {
          into[i] = ALL.get(JAVA_LONG_UNALIGNED, start + 8L * i);
        }
      }
      case INT32 -> {
        long start = offset + 4 * first;
        for (int i = 0; i < count; i++) {
          into[i] = ALL.get(JAVA_INT_UNALIGNED, start + 4L * i);
        }
      }
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          into[i] = ALL.get(JAVA_BYTE, offset + first + i) != 0 ? 1 : 0;
        }
      }
      case UINT8 -> {
        for (int i = 0; i < count; i++) {
          into[i] = ALL.get(JAVA_BYTE, offset + first + i) & 255;
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          into[i] = Elements.getDouble(type, ALL, offset, first + i);
        }
      }
    }
  }

  /** Reads {@code count} elements from {@code offset} on, starting with element {@code first}. */
  static void load(DataType type, long offset, long first, long[] into, int count) {
    switch (type) {
      case INT64 -> {
        long start = offset + 8 * first;
        for (int i = 0; i < count; i++) {
          into[i] = ALL.get(JAVA_LONG_UNALIGNED, start + 8L * i);
        }
      }
      case INT32 -> {
        long start = offset + 4 * first;
        for (int i = 0; i < count; i++) {
          into[i] = ALL.get(JAVA_INT_UNALIGNED, start + 4L * i);
        }
      }
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          into[i] = ALL.get(JAVA_BYTE, offset + first + i) != 0 ? 1 : 0;
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          into[i] = Elements.getLong(type, ALL, offset, first + i);
        }
      }
    }
  }

  /** Writes {@code count} elements from {@code offset} on, starting with element {@code first}. */
  static void store(DataType type, long offset, long first, double[] from, int count) {
    switch (type) {
      case FLOAT -> {
        long start = offset + 4 * first;
        for (int i = 0; i < count; i++) {
          ALL.set(JAVA_FLOAT_UNALIGNED, start + 4L * i, (float) from[i]);
        }
      }
      case DOUBLE -> {
        long start = offset + 8 * first;
        for (int i = 0; i < count; i++) {
          ALL.set(JAVA_DOUBLE_UNALIGNED, start + 8L * i, from[i]);
        }
      }
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          ALL.set(JAVA_BYTE, offset + first + i, (byte) (from[i] != 0 ? 1 : 0));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          Elements.set(type, ALL, offset, first + i, from[i]);
        }
      }
    }
  }

  /** Writes {@code count} elements from {@code offset} on, starting with element {@code first}. */
  static void store(DataType type, long offset, long first, long[] from, int count) {
    switch (type) {
      case INT64 -> {
        long start = offset + 8 * first;
        for (int i = 0; i < count; i++) {
          ALL.set(JAVA_LONG_UNALIGNED, start + 8L * i, from[i]);
        }
      }
      case INT32 -> {
        long start = offset + 4 * first;
        for (int i = 0; i < count; i++) {
          ALL.set(JAVA_INT_UNALIGNED, start + 4L * i, (int) from[i]);
        }
      }
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          ALL.set(JAVA_BYTE, offset + first + i, (byte) (from[i] != 0 ? 1 : 0));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          Elements.set(type, ALL, offset, first + i, from[i]);
        }
      }
    }
  }
}
