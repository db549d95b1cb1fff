package io.culebra.plan;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.op.MagnitudeBound;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the operands of a step when a plan is made: the bounds of those that are
 * computed, and the values of constants. Norms of constants are kept in the weight store, so they
 * are computed once per model.
 */
final class StepOperands implements MagnitudeBound.Operands {
  private static final long SMALL = 1 << 16;

  /** Elements at once: loops over arrays in methods that are called often are compiled soonest. */
  private static final int CHUNK = 4096;

  private final KernelSpec spec;
  private final KernelContext context;
  private final Computed computed;
  private final Map<Norm, Double> norms = new HashMap<>();
  private final Map<Integer, float[]> smallValues = new HashMap<>();

  private record Norm(int input, long outer, long summed, long kept, long inner) {}

  /** Tells the bound of an operand that is no constant. */
  @FunctionalInterface
  interface Computed {
    /** No element of input {@code i} is larger. */
    double bound(int i);
  }

  StepOperands(KernelSpec spec, KernelContext context, Computed computed) {
    this.spec = spec;
    this.context = context;
    this.computed = computed;
  }

  @Override
  public int count() {
    return spec.inputs().size();
  }

  @Override
  public boolean has(int i) {
    return i < spec.inputs().size() && spec.inputs().get(i) != null;
  }

  @Override
  public DataType dataType(int i) {
    return spec.input(i).dataType();
  }

  @Override
  public Shape shape(int i) {
    return spec.input(i).shape();
  }

  @Override
  public DataType resultType() {
    return spec.output().dataType();
  }

  @Override
  public Shape resultShape() {
    return spec.output().shape();
  }

  @Override
  public double bound(int i) {
    double byType = MagnitudeBound.of(dataType(i));
    if (byType < MagnitudeBound.UNKNOWN) {
      return byType;
    }
    long elements = shape(i).elements();
    if (elements == 0) {
      return 0;
    }
    return spec.input(i).isConstant() ? norm(i, elements, 1, 1, 1) : computed.bound(i);
  }

  @Override
  public double norm(int i, long outer, long summed, long kept, long inner) {
    Constant constant = spec.input(i).constant();
    if (constant == null || constant.dataType() != DataType.FLOAT) {
      return MagnitudeBound.UNKNOWN;
    }
    return norms.computeIfAbsent(
        new Norm(i, outer, summed, kept, inner),
        norm -> stored(constant, outer, summed, kept, inner));
  }

  private double stored(Constant constant, long outer, long summed, long kept, long inner) {
    MemorySegment packed =
        context.pack(
            constant,
            "largest norm of %dx%dx%dx%d".formatted(outer, summed, kept, inner),
            Double.BYTES,
            target ->
                target.set(ValueLayout.JAVA_DOUBLE, 0, norm(constant, outer, summed, kept, inner)));
    return packed.get(ValueLayout.JAVA_DOUBLE, 0);
  }

  @Override
  public float @Nullable [] values(int i) {
    Constant constant = has(i) ? spec.input(i).constant() : null;
    if (constant == null
        || constant.dataType() != DataType.FLOAT
        || constant.shape().elements() > SMALL) {
      return null;
    }
    return smallValues.computeIfAbsent(i, key -> elements(constant));
  }

  private static float[] elements(Constant constant) {
    try (NativeMemory.Block copy = copy(constant)) {
      return copy.segment().asSlice(0, constant.bytes()).toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  private static NativeMemory.Block copy(Constant constant) {
    NativeMemory.Block copy = NativeMemory.allocate(constant.bytes(), "weights to measure");
    constant.copyTo(copy.segment());
    return copy;
  }

  private static double norm(Constant constant, long outer, long summed, long kept, long inner) {
    if (kept == 1 && summed > 1) {
      return norm(constant, outer, 1, 1, summed * inner);
    }
    double largest = 0;
    float[] chunk = new float[CHUNK];
    try (NativeMemory.Block copy = copy(constant)) {
      MemorySegment elements = copy.segment();
      double[] sums = new double[Math.toIntExact(kept)];
      long at = 0;
      for (long o = 0; o < outer; o++) {
        for (long s = 0; s < summed; s++) {
          addMagnitudes(elements, at, inner, sums, chunk);
          at += kept * inner;
        }
        for (int k = 0; k < sums.length; k++) {
          // Not Math.max alone: infinities that meet give NaN, which is unknown too.
          largest =
              sums[k] < MagnitudeBound.UNKNOWN
                  ? Math.max(largest, sums[k])
                  : MagnitudeBound.UNKNOWN;
          sums[k] = 0;
        }
        if (largest == MagnitudeBound.UNKNOWN) {
          return largest;
        }
      }
    }
    return largest;
  }

  /** Adds the magnitudes of the elements from one on to sums, {@code inner} of them to each. */
  private static void addMagnitudes(
      MemorySegment elements, long at, long inner, double[] sums, float[] chunk) {
    if (inner == 1) {
      for (int k = 0; k < sums.length; k += CHUNK) {
        int length = Math.min(CHUNK, sums.length - k);
        read(elements, at + k, chunk, length);
        addEach(chunk, length, sums, k);
      }
      return;
    }
    for (int k = 0; k < sums.length; k++) {
      long first = at + k * inner;
      for (long from = 0; from < inner; from += CHUNK) {
        int length = (int) Math.min(CHUNK, inner - from);
        read(elements, first + from, chunk, length);
        sums[k] += sum(chunk, length);
      }
    }
  }

  private static void read(MemorySegment elements, long from, float[] chunk, int length) {
    MemorySegment.copy(elements, ValueLayout.JAVA_FLOAT, from * Float.BYTES, chunk, 0, length);
  }

  private static void addEach(float[] elements, int length, double[] sums, int first) {
    for (int i = 0; i < length; i++) {
      sums[first + i] += Math.abs(elements[i]);
    }
  }

  private static double sum(float[] elements, int length) {
    // Four sums, for one addition alone has to wait for the one before.
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      a += Math.abs(elements[i]);
      b += Math.abs(elements[i + 1]);
      c += Math.abs(elements[i + 2]);
      d += Math.abs(elements[i + 3]);
    }
    for (; i < length; i++) {
      a += Math.abs(elements[i]);
    }
    return a + b + c + d;
  }
}
