package io.culebra.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * {@code calloc} and {@code free} of the system's C library. What an {@link
 * java.lang.foreign.Arena} gives has to be taken back in agreement with every thread of the JVM;
 * this goes back at once.
 */
final class SystemHeap {
  private static final @Nullable SystemHeap SYSTEM = find();

  private final MethodHandle calloc;
  private final MethodHandle free;

  private SystemHeap(MethodHandle calloc, MethodHandle free) {
    this.calloc = calloc;
    this.free = free;
  }

  private static @Nullable SystemHeap find() {
    ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
    try {
      return new SystemHeap(
          function("calloc", FunctionDescriptor.of(size, size, size)),
          function("free", FunctionDescriptor.ofVoid(size)));
    } catch (IllegalCallerException | IllegalArgumentException | UnsupportedOperationException e) {
      return null;
    }
  }

  /**
   * A function of the C library.
   *
   * @throws IllegalArgumentException if it has none of this name
   */
  static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    MemorySegment address =
        library.find(name).orElseThrow(() -> new IllegalArgumentException(name));
    return linker.downcallHandle(address, type);
  }

  /** Whether the functions are there. */
  static boolean isPresent() {
    return SYSTEM != null;
  }

  /** The address of so many zeroed bytes, or 0 where the system has no more. */
  static long allocate(long bytes) {
    try {
      return (long) present().calloc.invokeExact(1L, bytes);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Gives back what {@link #allocate} gave. */
  static void free(long address) {
    try {
      present().free.invokeExact(address);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** A downcall declares every exception and throws none. */
  static IllegalStateException failed(Throwable e) {
    return new IllegalStateException("a call of the system's library failed", e);
  }

  private static SystemHeap present() {
    SystemHeap system = SYSTEM;
    if (system == null) {
      throw new IllegalStateException("the system's library has no calloc");
    }
    return system;
  }
}
