package io.culebra.perf.roof;

import io.culebra.perf.result.Roof;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Measures the machine's limits, in a few seconds. */
public final class RoofProbe {

  private static final List<VectorSpecies<Float>> SPECIES =
      List.of(FloatVector.SPECIES_512, FloatVector.SPECIES_256, FloatVector.SPECIES_128);

  private static final long FMA_ITERATIONS = 200_000;
  private static final long LEAST_BYTES_PER_REPEAT = 1 << 20;

  private RoofProbe() {}

  /** The limits of this machine, for one thread and for all cores. */
  public static Roof measure() {
    TreeSet<Integer> threads =
        new TreeSet<>(List.of(1, Runtime.getRuntime().availableProcessors()));
    OnednnPeaks onednn = OnednnPeaks.measure(threads);
    List<Roof.Peak> peaks = new ArrayList<>();
    SPECIES.stream()
        .filter(s -> s.vectorBitSize() <= FloatVector.SPECIES_PREFERRED.vectorBitSize())
        .forEach(s -> peaks.add(peak(s, threads)));
    peaks.addAll(onednn.peaks());
    List<Roof.Bandwidth> bandwidths = new ArrayList<>();
    CacheLevels.arrays().forEach((level, bytes) -> bandwidths.add(bandwidth(level, bytes)));
    Map<String, Double> callNanos = ForeignCalls.measure();
    callNanos.putAll(onednn.callNanos());
    return new Roof(peaks, bandwidths, callNanos);
  }

  private static Roof.Peak peak(VectorSpecies<Float> species, Iterable<Integer> threads) {
    SpeciesLoop loop = SpeciesLoops.of(FmaLoop.class, species);
    double flops = 2.0 * FmaLoop.CHAINS * species.length() * FMA_ITERATIONS;
    Map<Integer, Double> gigaflops = new LinkedHashMap<>();
    for (int count : threads) {
      gigaflops.put(count, together(count, loop, flops));
    }
    return new Roof.Peak("f32 fma " + species.vectorBitSize() + "-bit", gigaflops);
  }

  /** Operations per ns of several threads at once. */
  private static double together(int threads, SpeciesLoop loop, double flops) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Double>> nanos = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        nanos.add(pool.submit(() -> Clock.fastest(() -> loop.run(FMA_ITERATIONS))));
      }
      double sum = 0;
      for (Future<Double> each : nanos) {
        sum += flops / each.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Roof.Bandwidth bandwidth(String level, long wanted) {
    long bytes = wanted / BandwidthLoops.BLOCK * BandwidthLoops.BLOCK;
    long passes = Math.max(1, LEAST_BYTES_PER_REPEAT / bytes);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment segment = arena.allocate(bytes, BandwidthLoops.BLOCK);
      segment.fill((byte) 0);
      double write = Clock.fastest(() -> write(segment, passes));
      double read = Clock.fastest(() -> read(segment, passes));
      return new Roof.Bandwidth(level, bytes, bytes * passes / read, bytes * passes / write);
    }
  }

  private static double read(MemorySegment segment, long passes) {
    double sum = 0;
    for (long i = 0; i < passes; i++) {
      sum += BandwidthLoops.read(segment);
    }
    return sum;
  }

  private static double write(MemorySegment segment, long passes) {
    for (long i = 0; i < passes; i++) {
      BandwidthLoops.write(segment, (float) i);
    }
    return passes;
  }
}
