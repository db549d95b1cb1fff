package io.culebra.perf.kernels;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The one benchmark: an implementation on a problem, both given as parameters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class KernelBenchmark {

  /** A line of a shapes file. */
  @Param("MatMul 64x64x64")
  public String problem;

  /** The implementation's name. */
  @Param("onednn/matmul")
  public String implementation;

  /** The threads of the kernel. */
  @Param("1")
  public int threads;

  private Rig rig;

  /** Sets the kernel up. */
  @Setup
  public void open() {
    Problem parsed = Problems.parse(problem);
    rig = new Rig(parsed, Implementations.named(implementation, parsed, threads), threads);
  }

  /** One call of the kernel. */
  @Benchmark
  public void run() {
    rig.run();
  }

  /** Gives the kernel's memory back. */
  @TearDown
  public void close() {
    rig.close();
  }
}
