package io.culebra.vector.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.sun.management.ThreadMXBean;
import io.culebra.op.Abs;
import io.culebra.op.Affine;
import io.culebra.op.Ceil;
import io.culebra.op.Celu;
import io.culebra.op.Clip;
import io.culebra.op.Elu;
import io.culebra.op.Erf;
import io.culebra.op.Exp;
import io.culebra.op.Floor;
import io.culebra.op.Gelu;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Log;
import io.culebra.op.Mish;
import io.culebra.op.Neg;
import io.culebra.op.Reciprocal;
import io.culebra.op.Relu;
import io.culebra.op.Round;
import io.culebra.op.Selu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Sign;
import io.culebra.op.Softplus;
import io.culebra.op.Softsign;
import io.culebra.op.Sqrt;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import io.culebra.op.ThresholdedRelu;
import io.culebra.op.UnaryElementwise;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function against double arithmetic, and all of them together for what they allocate. */
class UnaryLoopTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    -0.5f,
    1.5f,
    2.5f,
    -2.5f,
    1e-3f,
    -1e-3f,
    1e-10f,
    -1e-10f,
    9f,
    -9f,
    20f,
    -20f,
    60f,
    -60f,
    86f,
    -86f,
    88.5f,
    100f,
    -100f,
    1e6f,
    -1e6f,
    8388609f,
    -8388609f,
    1e20f,
    -1e20f,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN,
    16777216f,
    4194304.5f,
    -4194303.5f
  };

  record Case(UnaryElementwise op, DoubleUnaryOperator expected) {
    @Override
    public String toString() {
      return op.toString();
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case(new Abs(), Math::abs),
        new Case(new Ceil(), Math::ceil),
        new Case(new Celu(1.5f), x -> Math.max(x, 0) + Math.min(0, 1.5 * Math.expm1(x / 1.5))),
        new Case(new Clip(-0.75f, 6f), x -> Math.clamp(x, -0.75, 6)),
        new Case(new Clip(2f, 1f), x -> Double.isNaN(x) ? x : 1),
        new Case(new Elu(0.7f), x -> x >= 0 ? x : 0.7f * Math.expm1(x)),
        new Case(new Erf(), UnaryLoopTest::erf),
        new Case(new Exp(), Math::exp),
        new Case(new Floor(), Math::floor),
        new Case(new Gelu(false), x -> 0.5 * x * (1 + erf(x / Math.sqrt(2)))),
        new Case(
            new Gelu(true),
            x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
        new Case(new Affine(1.5f, -0.3f), x -> 1.5f * x - 0.3f),
        new Case(new HardSigmoid(0.2f, 0.5f), x -> Math.max(0, Math.min(1, 0.2f * x + 0.5))),
        new Case(new HardSwish(), x -> x * Math.max(0, Math.min(1, x / 6 + 0.5))),
        new Case(new LeakyRelu(0.01f), x -> x >= 0 ? x : 0.01f * x),
        new Case(new Log(), Math::log),
        new Case(new Mish(), x -> x * Math.tanh(Math.log1p(Math.exp(x)))),
        new Case(new Neg(), x -> -x),
        new Case(new Reciprocal(), x -> 1 / x),
        new Case(new Relu(), x -> Math.max(x, 0)),
        new Case(new Round(), Math::rint),
        new Case(new Selu(1.67f, 1.05f), x -> 1.05f * (x > 0 ? x : 1.67f * Math.expm1(x))),
        new Case(new Sigmoid(), x -> 1 / (1 + Math.exp(-x))),
        new Case(new Sign(), Math::signum),
        new Case(new Softplus(), x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
        new Case(new Softsign(), x -> x / (1 + Math.abs(x))),
        new Case(new Sqrt(), Math::sqrt),
        new Case(new Swish(1.7f), x -> x / (1 + Math.exp(-1.7f * x))),
        new Case(new Tanh(), Math::tanh),
        new Case(new ThresholdedRelu(1.1f), x -> x > 1.1f ? x : 0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithDoubleArithmetic(Case test) {
    int count = 4001;
    try (NativeMemory.Block source = NativeMemory.allocate(4L * count, "source");
        NativeMemory.Block target = NativeMemory.allocate(4L * count, "target")) {
      for (int i = 0; i < count; i++) {
        float x = i < SPECIAL.length ? SPECIAL[i] : (i - 2000) * 0.00731f;
        source.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, x);
      }
      loop(test.op()).run(source.address(), target.address(), count);
      for (int i = 0; i < count; i++) {
        float x = source.segment().getAtIndex(ValueLayout.JAVA_FLOAT, i);
        float actual = target.segment().getAtIndex(ValueLayout.JAVA_FLOAT, i);
        assertFloat((float) test.expected().applyAsDouble(x), actual, test.op() + " of " + x);
      }
    }
  }

  private static void assertFloat(float expected, float actual, String what) {
    if (Float.isFinite(expected)) {
      assertEquals(expected, actual, Math.abs(expected) * 2e-6 + 1e-6, what);
    } else {
      assertEquals(expected, actual, what);
    }
  }

  @Test
  void touchesNothingBeyondTheLastElement() {
    UnaryLoop loop = loop(new Exp());
    for (int count = 0; count < 40; count++) {
      try (NativeMemory.Block block = NativeMemory.allocate(4L * 64, "operand")) {
        loop.run(block.address() + 4, block.address() + 4, count);
        for (int i = 0; i < 64; i++) {
          float expected = i >= 1 && i <= count ? 1f : 0f;
          assertEquals(expected, block.segment().getAtIndex(ValueLayout.JAVA_FLOAT, i));
        }
      }
    }
  }

  @Test
  void worksOnBlocksOfAMatrix() {
    try (NativeMemory.Block block = NativeMemory.allocate(4L * 5 * 40, "matrix")) {
      loop(new Exp()).runBlock(block.address() + 4L * 3, 4L * 40, 5, 33);
      for (int i = 0; i < 5 * 40; i++) {
        float expected = i % 40 >= 3 && i % 40 < 36 ? 1f : 0f;
        assertEquals(expected, block.segment().getAtIndex(ValueLayout.JAVA_FLOAT, i));
      }
    }
  }

  @Test
  void allocatesNothingWhenAllRunInOneMachine() {
    List<UnaryLoop> loops = cases().stream().map(c -> loop(c.op())).toList();
    try (NativeMemory.Block block = NativeMemory.allocate(4L * 4096, "operand")) {
      MemorySegment data = block.segment();
      long left = Long.MAX_VALUE;
      for (int round = 0; round < 100_000 && left > 0; round++) {
        long before = allocated();
        runAll(loops, data.address());
        left = allocated() - before;
      }
      assertEquals(0, left, "bytes allocated per round");
    }
  }

  private static void runAll(List<UnaryLoop> loops, long address) {
    for (int i = 0; i < loops.size(); i++) {
      loops.get(i).run(address, address + 4 * 2048, 1003);
    }
  }

  @Test
  void sharesTheLoopOfEqualOperators() {
    assertSame(loop(new LeakyRelu(0.25f)), loop(new LeakyRelu(0.25f)));
    assertNotSame(loop(new LeakyRelu(0.25f)), loop(new LeakyRelu(0.5f)));
  }

  private static UnaryLoop loop(UnaryElementwise op) {
    UnaryLoop loop = UnaryLoop.of(op);
    assertNotNull(loop);
    return loop;
  }

  private static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** The error function by its series, or by the continued fraction of its complement. */
  private static double erf(double x) {
    if (Double.isNaN(x) || Math.abs(x) > 4.5) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }
}
