package io.culebra.perf.roof;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.LinkedHashMap;
import java.util.Map;

/** The price of a downcall into the C library, for functions that do next to nothing. */
final class ForeignCalls {

  private static final FunctionDescriptor LONG_TO_LONG =
      FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
  private static final FunctionDescriptor POINTER_TO_LONG =
      FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);

  private static final MethodHandle PLAIN = function("labs", LONG_TO_LONG);
  private static final MethodHandle CRITICAL =
      function("labs", LONG_TO_LONG, Linker.Option.critical(false));
  private static final MethodHandle SEGMENT = function("strlen", POINTER_TO_LONG);
  private static final MethodHandle HEAP_SEGMENT =
      function("strlen", POINTER_TO_LONG, Linker.Option.critical(true));

  private static final int CALLS = 1_000_000;

  private ForeignCalls() {}

  /** ns per call by kind. */
  static Map<String, Double> measure() {
    Map<String, Double> nanos = new LinkedHashMap<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom("ab");
      MemorySegment heap = MemorySegment.ofArray(new byte[] {'a', 'b', 0});
      nanos.put("plain", Clock.fastest(ForeignCalls::plain) / CALLS);
      nanos.put("critical", Clock.fastest(ForeignCalls::critical) / CALLS);
      nanos.put("with a segment", Clock.fastest(() -> segment(text)) / CALLS);
      nanos.put("critical with a heap segment", Clock.fastest(() -> heapSegment(heap)) / CALLS);
    }
    return nanos;
  }

  private static double plain() {
    try {
      long sum = 0;
      for (int i = 0; i < CALLS; i++) {
        sum += (long) PLAIN.invokeExact((long) -i);
      }
      return sum;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static double critical() {
    try {
      long sum = 0;
      for (int i = 0; i < CALLS; i++) {
        sum += (long) CRITICAL.invokeExact((long) -i);
      }
      return sum;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static double segment(MemorySegment text) {
    try {
      long sum = 0;
      for (int i = 0; i < CALLS; i++) {
        sum += (long) SEGMENT.invokeExact(text);
      }
      return sum;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static double heapSegment(MemorySegment text) {
    try {
      long sum = 0;
      for (int i = 0; i < CALLS; i++) {
        sum += (long) HEAP_SEGMENT.invokeExact(text);
      }
      return sum;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle function(
      String name, FunctionDescriptor type, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), type, options);
  }
}
