package io.culebra.vector.attention;

import io.culebra.vector.loop.Specialiser;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/**
 * The loops over rows, as copies that contain the functions of lanes instead of calling them. They
 * are called through method handles that are no constants: C2 then compiles each loop by itself.
 * Inlined into one large method, they would exceed what C2 takes on at once, and vectors would
 * become objects. All kernels share one instance, because HotSpot makes code of its own for every
 * handle that is called often.
 */
final class RowLoops {
  /** The loops. C2 takes a field of an object for no constant, whoever holds the object. */
  static final RowLoops SHARED = new RowLoops();

  private final MethodHandle cap;
  private final MethodHandle max;
  private final MethodHandle exponentials;
  private final MethodHandle dots;
  private final MethodHandle addWeighted;

  private RowLoops() {
    Class<?> row = long.class;
    Lookup scores = Specialiser.spliced(MethodHandles.lookup(), ScoreRows.class);
    Lookup streamed = Specialiser.spliced(MethodHandles.lookup(), StreamedRows.class);
    cap = find(scores, "cap", void.class, row, int.class, float.class);
    max = find(scores, "max", float.class, row, int.class);
    exponentials =
        find(scores, "exponentials", float.class, row, int.class, int.class, float.class);
    dots =
        find(
            streamed,
            "dots",
            void.class,
            row,
            int.class,
            float.class,
            row,
            long.class,
            int.class,
            row);
    addWeighted =
        find(streamed, "addWeighted", void.class, row, int.class, row, long.class, row, int.class);
  }

  private static MethodHandle find(
      Lookup copy, String name, Class<?> result, Class<?>... parameters) {
    try {
      MethodType type = MethodType.methodType(result, parameters);
      return copy.findStatic(copy.lookupClass(), name, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a method of this package", e);
    }
  }

  /** {@link ScoreRows#cap}. */
  void cap(long row, int count, float most) {
    try {
      cap.invokeExact(row, count, most);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /** {@link ScoreRows#max}. */
  float max(long row, int count) {
    try {
      return (float) max.invokeExact(row, count);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /** {@link ScoreRows#exponentials}. */
  float exponentials(long row, int count, int all, float greatest) {
    try {
      return (float) exponentials.invokeExact(row, count, all, greatest);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /** {@link StreamedRows#dots}. */
  void dots(long query, int size, float factor, long keys, long stride, int count, long scores) {
    try {
      dots.invokeExact(query, size, factor, keys, stride, count, scores);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /** {@link StreamedRows#addWeighted}. */
  void addWeighted(long weights, int count, long values, long stride, long target, int size) {
    try {
      addWeighted.invokeExact(weights, count, values, stride, target, size);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  private static RuntimeException rethrown(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
  }
}
