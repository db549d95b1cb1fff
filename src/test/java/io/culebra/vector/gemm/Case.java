package io.culebra.vector.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;

/** One product, run by a plan and by plain loops. B is given row-major, C starts as NaN. */
public final class Case {
  private final GemmSpec spec;
  private final int threads;
  private final float[] a;
  private final float[] b;
  private final float[] bias;
  private final float[] residual;

  public Case(GemmSpec spec, int threads, float[] a, Random random) {
    this.spec = spec;
    this.threads = threads;
    this.a = a;
    b = random(spec.k() * spec.n(), random);
    bias = random(spec.n(), random);
    residual = random(Math.toIntExact(spec.m() * spec.residualStride()), random);
  }

  public static float[] random(int count, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return values;
  }

  /**
   * Compares every element of C with the plain product of the rows of A that {@code element} gives.
   */
  public void check(Element element) {
    float[] c = run();
    for (int i = 0; i < spec.m(); i++) {
      for (int j = 0; j < spec.n(); j++) {
        double sum = spec.bias() ? bias[j] : 0;
        if (spec.residual()) {
          sum += residual[(int) (i * spec.residualStride() + j)];
        }
        for (int k = 0; k < spec.k(); k++) {
          sum += (double) element.at(a, i, k) * b[k * spec.n() + j];
        }
        double expected = Math.min(Math.max(sum, spec.low()), spec.high());
        float actual = c[(int) (i * spec.cStride() + j)];
        String where = spec + " at " + i + ", " + j;
        assertEquals(expected, actual, 2e-6 * Math.sqrt(spec.k()) + 1e-5, where);
      }
      for (int j = spec.n(); j < spec.cStride(); j++) {
        assertEquals(Float.NaN, c[(int) (i * spec.cStride() + j)], "written beside C");
      }
    }
  }

  private float[] run() {
    GemmPlan plan = new GemmPlan(spec, threads);
    float[] c = new float[Math.toIntExact(spec.m() * spec.cStride())];
    Arrays.fill(c, Float.NaN);
    try (var aBlock = copy(a);
        var bBlock = copy(b);
        var cBlock = copy(c);
        var biasBlock = copy(bias);
        var residualBlock = copy(residual);
        var packed = NativeMemory.allocate(plan.layout().bytes(), "packed");
        var scratch = NativeMemory.allocate(plan.scratchBytes(), "scratch")) {
      PanelPacker.pack(plan.layout(), bBlock.address(), spec.n(), 1, packed.address());
      for (int task = plan.tasks() - 1; task >= 0; task--) {
        plan.run(
            task,
            aBlock.address(),
            packed.address(),
            cBlock.address(),
            biasBlock.address(),
            residualBlock.address(),
            0,
            scratch.address());
      }
      return cBlock.segment().toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  private static NativeMemory.Block copy(float[] values) {
    var block = NativeMemory.allocate(4L * Math.max(1, values.length), "operand");
    MemorySegment.copy(values, 0, block.segment(), ValueLayout.JAVA_FLOAT, 0, values.length);
    return block;
  }

  /** Element (i, k) of A, read from the operand that A is gathered from. */
  public interface Element {
    float at(float[] a, int i, int k);
  }
}
