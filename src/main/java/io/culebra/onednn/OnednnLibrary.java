package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_cpu_isa2str;
import static io.culebra.onednn.ffi.dnnl.dnnl_get_effective_cpu_isa;
import static io.culebra.onednn.ffi.dnnl.dnnl_set_primitive_cache_capacity;
import static io.culebra.onednn.ffi.dnnl.dnnl_set_verbose;
import static io.culebra.onednn.ffi.dnnl.dnnl_version;

import io.culebra.kernel.ImplementationProvider.Availability;
import io.culebra.onednn.ffi.dnnl_version_t;
import io.culebra.thread.LibraryThreads;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * oneDNN in this JVM: loaded once, when it is first asked for, and never unloaded.
 *
 * @param availability whether it is there; if not, why not
 * @param facts what it says of itself
 */
record OnednnLibrary(Availability availability, Map<String, String> facts) {
  /** The system property that names another build of {@code libdnnl}. */
  static final String PROPERTY = "culebra.onednn.library";

  // The bindings were made from this version; an older one may lack functions and argument numbers.
  private static final int MAJOR = 3;
  private static final int LEAST_MINOR = 13;
  private static final String OWN_BUILD =
      "build oneDNN "
          + MAJOR
          + "."
          + LEAST_MINOR
          + " for this system and pass -D"
          + PROPERTY
          + "=PATH";

  /**
   * How often the threads of a team look for work before they sleep: for 20 to 90 microseconds, as
   * long as a step that is none of theirs may take.
   */
  private static final String SPINS_BETWEEN_STEPS = "2000";

  /** oneDNN's own variable for the capacity of its cache, which goes first. */
  private static final String CACHE_CAPACITY = "ONEDNN_PRIMITIVE_CACHE_CAPACITY";

  /**
   * How many primitives oneDNN keeps after they were destroyed, up to 1 MB each: enough that the
   * like layers of a network share theirs while a plan is made. Plans themselves are kept by the
   * planner, which counts their bytes.
   */
  private static final int CACHED_PRIMITIVES = 64;

  private static @Nullable OnednnLibrary loaded;

  /**
   * The library, loaded if this is the first call: on a thread with a large stack, which its static
   * initialisers need.
   */
  static synchronized OnednnLibrary get() {
    OnednnLibrary library = loaded;
    if (library == null) {
      library = LibraryThreads.call(OnednnLibrary::load);
      loaded = library;
    }
    return library;
  }

  private static OnednnLibrary load() {
    try {
      List<Path> files = locate(System.getProperty(PROPERTY), CacheFolder.current());
      // Threads that spin for long would take the cores from everybody else.
      ProcessEnvironment.setIfAbsent("OMP_WAIT_POLICY", "passive");
      ProcessEnvironment.setIfAbsent("GOMP_SPINCOUNT", SPINS_BETWEEN_STEPS);
      Path file = load(files);
      // Otherwise the library prints some of its errors to standard output.
      Native.check(dnnl_set_verbose(0), "dnnl_set_verbose");
      if (System.getenv(CACHE_CAPACITY) == null) {
        Native.check(
            dnnl_set_primitive_cache_capacity(CACHED_PRIMITIVES),
            "dnnl_set_primitive_cache_capacity");
      }
      return new OnednnLibrary(Availability.yes(), describe(file));
    } catch (UnavailableException e) {
      return new OnednnLibrary(e.toAvailability(), Map.of());
    } catch (IllegalCallerException e) {
      return unavailable(
          "this JVM forbids native access: " + e.getMessage(),
          "pass --enable-native-access=io.culebra, or ALL-UNNAMED on the class path");
    } catch (LinkageError e) {
      return unavailable("the library that was loaded is not oneDNN: " + e, OWN_BUILD);
    }
  }

  private static OnednnLibrary unavailable(String reason, String remedy) {
    return new OnednnLibrary(Availability.no(reason, remedy), Map.of());
  }

  /**
   * The files to load, each after those that it needs; {@code libdnnl} is the last.
   *
   * @param own a build of the user's own, or null for the one that comes with the class path
   * @param cache where to unpack the latter
   */
  static List<Path> locate(@Nullable String own, Path cache) throws UnavailableException {
    if (own != null && !own.isBlank()) {
      return List.of(existing(Path.of(own).toAbsolutePath()));
    }
    Platform platform = Platform.current();
    if (platform.isForeignLibc()) {
      throw new UnavailableException(
          "this Linux has another C library than glibc, which the oneDNN build needs", OWN_BUILD);
    }
    try {
      ClassLoader loader = Objects.requireNonNull(OnednnLibrary.class.getClassLoader());
      PinnedFiles pinned = PinnedFiles.find(loader, platform);
      if (pinned == null) {
        throw new UnavailableException(
            "no oneDNN for " + platform + " is on the class path or module path",
            "add the jar culebra-VERSION-onednn-" + platform + ".jar, or " + OWN_BUILD);
      }
      return pinned.unpack(cache);
    } catch (IOException e) {
      throw new UnavailableException(
          "oneDNN cannot be unpacked into " + cache + ": " + e,
          "make the folder writable, or name another one with -D" + CacheFolder.PROPERTY + "=DIR",
          e);
    }
  }

  private static Path existing(Path file) throws UnavailableException {
    if (!Files.isRegularFile(file)) {
      throw new UnavailableException(
          "-D" + PROPERTY + " names " + file + ", which is not a file", "name the file of libdnnl");
    }
    return file;
  }

  /**
   * Loads the last file, and those before it only where the system does not find them by itself.
   */
  private static Path load(List<Path> files) throws UnavailableException {
    Path library = files.getLast();
    try {
      try {
        return NativeLoader.load(library);
      } catch (UnsatisfiedLinkError e) {
        if (files.size() == 1) {
          throw e;
        }
        for (Path needed : files.subList(0, files.size() - 1)) {
          NativeLoader.load(needed);
        }
        return NativeLoader.load(library);
      }
    } catch (UnsatisfiedLinkError | IOException e) {
      throw new UnavailableException("oneDNN cannot be loaded: " + e.getMessage(), OWN_BUILD, e);
    }
  }

  private static Map<String, String> describe(Path file) throws UnavailableException {
    MemorySegment version = dnnl_version().reinterpret(dnnl_version_t.sizeof());
    int major = dnnl_version_t.major(version);
    int minor = dnnl_version_t.minor(version);
    String number = major + "." + minor + "." + dnnl_version_t.patch(version);
    if (major != MAJOR || minor < LEAST_MINOR) {
      throw new UnavailableException(file + " is oneDNN " + number, OWN_BUILD);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("version", number + " (" + dnnl_version_t.hash(version).getString(0) + ")");
    String isa = dnnl_cpu_isa2str(dnnl_get_effective_cpu_isa()).getString(0);
    facts.put("instruction set", isa.replaceFirst("^cpu_isa_", "").toLowerCase(Locale.ROOT));
    facts.put("library", file.toString());
    int threads = OpenMp.threads();
    facts.put(
        "threads", threads == 0 ? "no OpenMP runtime, the count is its own" : "up to " + threads);
    return Collections.unmodifiableMap(facts);
  }
}
