package io.culebra.onednn;

import io.culebra.onednn.ffi.omp;
import java.lang.foreign.SymbolLookup;
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

  private OpenMp() {}

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
