package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_cpu_isa2str;
import static io.culebra.onednn.ffi.dnnl.dnnl_get_effective_cpu_isa;
import static io.culebra.onednn.ffi.dnnl.dnnl_set_primitive_cache_capacity;
import static io.culebra.onednn.ffi.dnnl.dnnl_set_verbose;
import static io.culebra.onednn.ffi.dnnl.dnnl_version;

import io.culebra.cache.CacheFolder;
import io.culebra.cache.Platform;
import io.culebra.kernel.ImplementationProvider.Availability;
import io.culebra.onednn.ffi.dnnl_version_t;
import io.culebra.thread.LibraryThreads;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private static final System.Logger LOG = System.getLogger(OnednnLibrary.class.getName());

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
      // Threads that spin for long would take the cores from everybody else.
      ProcessEnvironment.setIfAbsent("OMP_WAIT_POLICY", "passive");
      ProcessEnvironment.setIfAbsent("GOMP_SPINCOUNT", SPINS_BETWEEN_STEPS);
      Path file = loadFirst(System.getProperty(PROPERTY), CacheFolder.candidates());
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
   * Loads oneDNN.
   *
   * @param own a build of the user's own, or null for the one that comes with the class path
   * @param folders where to unpack the latter: the first that works
   * @return the file of {@code libdnnl}
   */
  static Path loadFirst(@Nullable String own, List<CacheFolder> folders)
      throws UnavailableException {
    if (own != null && !own.isBlank()) {
      return loadOwn(existing(own));
    }
    PinnedFiles pinned = pinned(Platform.current());
    List<String> problems = new ArrayList<>();
    // What a killed process left in the temporary folder goes, though the usual one works now.
    folders.forEach(PinnedFiles::sweep);
    for (CacheFolder folder : folders) {
      try {
        Path library = load(pinned.unpack(folder.open()));
        if (!problems.isEmpty()) {
          warn("oneDNN runs from " + folder + ", because it cannot elsewhere: ", problems);
        }
        return library;
      } catch (IOException | UnsatisfiedLinkError e) {
        problems.add(folder + ": " + (e instanceof IOException ? e : e.getMessage()));
      }
    }
    warn("oneDNN is off, because it can be unpacked and loaded nowhere: ", problems);
    throw new UnavailableException(
        "oneDNN cannot be unpacked and loaded: " + String.join("; ", problems),
        "name a folder whose files this user may write and execute with -D"
            + CacheFolder.PROPERTY
            + "=DIR, or "
            + OWN_BUILD);
  }

  private static void warn(String what, List<String> problems) {
    LOG.log(
        System.Logger.Level.WARNING,
        what
            + String.join("; ", problems)
            + ". -D"
            + CacheFolder.PROPERTY
            + "=DIR names a folder for it, -D"
            + PROPERTY
            + "=PATH another build");
  }

  /** The libraries that come with the class path. */
  static PinnedFiles pinned(Platform platform) throws UnavailableException {
    if (platform.isForeignLibc()) {
      throw new UnavailableException(
          "this Linux has another C library than glibc, which the oneDNN build needs", OWN_BUILD);
    }
    try {
      ClassLoader loader = Objects.requireNonNull(OnednnLibrary.class.getClassLoader());
      PinnedFiles pinned = PinnedFiles.find(loader, platform);
      if (pinned != null) {
        return pinned;
      }
    } catch (IOException e) {
      throw new UnavailableException("oneDNN's resources cannot be read: " + e, OWN_BUILD, e);
    }
    throw new UnavailableException(
        "no oneDNN for " + platform + " is on the class path or module path",
        "add the jar culebra-VERSION-onednn-" + platform + ".jar, or " + OWN_BUILD);
  }

  private static Path existing(String own) throws UnavailableException {
    Path file;
    try {
      file = Path.of(own).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new UnavailableException(
          "-D" + PROPERTY + " is no path that this JVM can write: " + e.getReason(),
          "name the file of libdnnl, in a locale that has its letters",
          e);
    }
    if (!Files.isRegularFile(file)) {
      throw new UnavailableException(
          "-D" + PROPERTY + " names " + file + ", which is not a file", "name the file of libdnnl");
    }
    return file;
  }

  private static Path loadOwn(Path file) throws UnavailableException {
    try {
      return NativeLoader.load(file);
    } catch (UnsatisfiedLinkError | IOException e) {
      throw new UnavailableException("oneDNN cannot be loaded: " + e.getMessage(), OWN_BUILD, e);
    }
  }

  /**
   * Loads the last file, and those before it only where the system does not find them by itself.
   */
  private static Path load(List<Path> files) throws IOException {
    Path library = files.getLast();
    try {
      return NativeLoader.load(library);
    } catch (UnsatisfiedLinkError e) {
      for (Path needed : files.subList(0, files.size() - 1)) {
        NativeLoader.load(needed);
      }
      return NativeLoader.load(library);
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
