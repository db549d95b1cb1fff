package io.culebra.portable;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.KernelSpec;
import io.culebra.scalar.Elements;
import io.culebra.tensor.DataType;
import io.culebra.tensor.NativeMemory;
import java.lang.foreign.MemorySegment;

/**
 * An Einsum for one lane: a loop per axis, the axes of the output outermost, those that are summed
 * inside.
 */
final class EinsumRun implements Invocation {
  private static final MemorySegment ALL = NativeMemory.everything();
  private static final long BASE = NativeMemory.base();

  private final Binding binding;
  private final DataType type;
  private final long[] counts;
  private final long[][] strides;
  private final int kept;

  /** Per level, where every input stands, in elements from its start. */
  private final long[][] places;

  private long next;

  /**
   * @param counts the size of every axis, outermost first
   * @param strides per axis, elements from one to the next in each input; 0 where it does not have
   *     the axis
   * @param kept how many axes are those of the output
   */
  EinsumRun(KernelSpec spec, Binding binding, long[] counts, long[][] strides, int kept) {
    this.binding = binding;
    this.type = spec.output().dataType();
    this.counts = counts;
    this.strides = strides;
    this.kept = kept;
    this.places = new long[counts.length + 1][spec.inputs().size()];
  }

  @Override
  public void run() {
    next = 0;
    walk(0);
  }

  /** Computes the elements of the output that lie behind the place reached at this level. */
  private void walk(int level) {
    if (level == kept) {
      if (type.isFloat()) {
        Elements.set(type, ALL, binding.output(0) - BASE, next++, sumDoubles(level));
      } else {
        Elements.set(type, ALL, binding.output(0) - BASE, next++, sumLongs(level));
      }
      return;
    }
    for (long i = 0; i < counts[level]; i++) {
      step(level, i);
      walk(level + 1);
    }
  }

  private void step(int level, long i) {
    for (int k = 0; k < places[level].length; k++) {
      places[level + 1][k] = places[level][k] + i * strides[level][k];
    }
  }

  private double sumDoubles(int level) {
    if (level == counts.length) {
      double product = 1;
      for (int k = 0; k < places[level].length; k++) {
        product *= Elements.getDouble(type, ALL, binding.input(k) - BASE, places[level][k]);
      }
      return product;
    }
    if (level == counts.length - 1 && type == DataType.FLOAT && places[level].length == 2) {
      return dotProduct(level);
    }
    double sum = 0;
    for (long i = 0; i < counts[level]; i++) {
      step(level, i);
      sum += sumDoubles(level + 1);
    }
    return sum;
  }

  private double dotProduct(int level) {
    long a = binding.input(0) - BASE + 4 * places[level][0];
    long b = binding.input(1) - BASE + 4 * places[level][1];
    long stepA = 4 * strides[level][0];
    long stepB = 4 * strides[level][1];
    double sum = 0;
    for (long i = 0; i < counts[level]; i++) {
      sum +=
          (double) ALL.get(JAVA_FLOAT_UNALIGNED, a + i * stepA)
              * ALL.get(JAVA_FLOAT_UNALIGNED, b + i * stepB);
    }
    return sum;
  }

  private long sumLongs(int level) {
    if (level == counts.length) {
      long product = 1;
      for (int k = 0; k < places[level].length; k++) {
        product *= Elements.getLong(type, ALL, binding.input(k) - BASE, places[level][k]);
      }
      return product;
    }
    long sum = 0;
    for (long i = 0; i < counts[level]; i++) {
      step(level, i);
      sum += sumLongs(level + 1);
    }
    return sum;
  }
}
