package io.culebra.onednn;

import io.culebra.onednn.ffi.omp;
import io.culebra.tensor.ThreadLimitException;
import io.culebra.thread.LibraryThreads;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The OpenMP runtime that oneDNN runs its work with. The number of threads is a property of the
 * calling thread. To be touched only after the library has been loaded.
 *
 * <p>A build of oneDNN without OpenMP is taken as it is; it uses the threads that it was built for.
 */
final class OpenMp {
  private static final boolean PRESENT =
      SymbolLookup.loaderLookup().find("omp_set_num_threads").isPresent();

  private static final String TEAM = "the OpenMP threads of oneDNN";

  /** The largest team that was started for this thread. */
  private static final ThreadLocal<Integer> STARTED = ThreadLocal.withInitial(() -> 1);

  private OpenMp() {}

  /**
   * Starts the threads that calls from this thread will use. The runtime ends the process where it
   * cannot start a thread, so it is tried here first; in the moment between, or when the runtime
   * lets threads go and starts them again later, somebody else may still take the last ones.
   *
   * @throws ThreadLimitException if the threads cannot be had
   */
  static void startTeam(int count) {
    if (count > STARTED.get()) {
      probeTeam(count);
      if (PRESENT) {
        runEmptyRegion(count);
      }
      STARTED.set(count);
    }
  }

  /** Finds out whether a thread could get a team of this size. */
  static void probeTeam(int count) {
    if (PRESENT) {
      LibraryThreads.probe(count - 1, TEAM);
    }
  }

  /** A parallel region whose threads each call {@code free} with a null pointer: nothing. */
  private static void runEmptyRegion(int count) {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> region = SymbolLookup.loaderLookup().find("GOMP_parallel");
    Optional<MemorySegment> nothing = linker.defaultLookup().find("free");
    if (region.isEmpty() || nothing.isEmpty()) {
      return;
    }
    MethodHandle call =
        linker.downcallHandle(
            region.get(),
            FunctionDescriptor.ofVoid(
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    try {
      call.invokeExact(nothing.get(), MemorySegment.NULL, count, 0);
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a parallel region cannot throw a checked exception", e);
    }
  }

  /** How many threads a call from this thread uses, or 0 where there is no OpenMP runtime. */
  static int threads() {
    return PRESENT ? omp.omp_get_max_threads() : 0;
  }

  /**
   * Lets calls from this thread use {@code count} threads, from now on. Allocates nothing.
   *
   * @return how many they used before, or 0 where there is no OpenMP runtime
   */
  static int useThreads(int count) {
    int before = threads();
    if (PRESENT && before != count) {
      omp.omp_set_num_threads(count);
    }
    return before;
  }

  /** Gives this thread back what {@link #useThreads} found. Allocates nothing. */
  static void restoreThreads(int before, int used) {
    if (PRESENT && before != used) {
      omp.omp_set_num_threads(before);
    }
  }

  /** Lets calls from this thread use {@code count} threads for the time of {@code work}. */
  static <T> T withThreads(int count, Supplier<T> work) {
    int before = useThreads(count);
    try {
      return work.get();
    } finally {
      restoreThreads(before, count);
    }
  }
}
