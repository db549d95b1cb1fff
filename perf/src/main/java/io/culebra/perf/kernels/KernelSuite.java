package io.culebra.perf.kernels;

import io.culebra.perf.Home;
import io.culebra.perf.PerfException;
import io.culebra.perf.noise.NoiseWatch;
import io.culebra.perf.result.KernelMeasurement;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Times every implementation on a list of problems. */
public final class KernelSuite {

  private final List<Problem> problems;

  private KernelSuite(List<Problem> problems) {
    this.problems = problems;
  }

  /**
   * The problems that these lines describe.
   *
   * @throws PerfException if one describes none
   */
  public static KernelSuite ofLines(Stream<String> lines) {
    return new KernelSuite(lines.map(Problems::parse).toList());
  }

  /**
   * The problems of the files of {@code perf/shapes} whose names, without the ending, match.
   *
   * @throws PerfException if no file does
   */
  public static KernelSuite ofFamilies(String glob) {
    List<Path> families = new ArrayList<>();
    Path shapes = Home.resolve("shapes");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(shapes, glob + ".txt")) {
      files.forEach(families::add);
    } catch (IOException e) {
      throw new PerfException("cannot list " + shapes + ": " + e, e);
    }
    if (families.isEmpty()) {
      throw new PerfException("no file of " + shapes + " is called " + glob + ".txt");
    }
    return new KernelSuite(
        families.stream().sorted().flatMap(file -> Problems.of(file).stream()).toList());
  }

  /**
   * Times them.
   *
   * @param quick one JVM and short iterations for each kernel
   * @param threads the numbers of threads
   * @param time whether there is time for one more
   * @param progress takes a line for the user before each problem
   */
  public List<KernelMeasurement> measure(
      boolean quick,
      List<Integer> threads,
      NoiseWatch noise,
      BooleanSupplier time,
      Consumer<String> progress) {
    KernelTimer timer = quick ? new KernelTimer(1, 5, 100) : new KernelTimer(3, 5, 500);
    List<KernelMeasurement> kernels = new ArrayList<>();
    for (Problem problem : problems) {
      for (int count : threads) {
        if (!time.getAsBoolean()) {
          noise.warn("there was no time for all kernels");
          return kernels;
        }
        progress.accept(problem.line() + ", threads: " + count);
        kernels.addAll(timer.measure(problem, count));
        noise.calibrate();
      }
    }
    return kernels;
  }
}
