package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.RotaryEmbedding;
import io.culebra.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** RotaryEmbedding: pair by pair. */
final class ReferenceRotaryEmbedding extends Reference<RotaryEmbedding> {
  private static final int PLACES = 3;

  ReferenceRotaryEmbedding() {
    super(RotaryEmbedding.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    RotaryEmbedding op = op(spec);
    Shape x = spec.input(0).shape();
    long size = x.rank() == 3 ? x.size(2) / op.heads() : x.size(3);
    long turned = op.turned() == 0 ? size : op.turned();
    return Support.require(
        turned % 2 == 0 && turned <= size && spec.input(1).shape().size(-1) == turned / 2,
        turned + " of " + size + " elements turned by " + spec.input(1).shape());
  }

  @Override
  Loop loop(KernelSpec spec) {
    RotaryEmbedding op = op(spec);
    return operands -> {
      Numbers x = operands.input(0);
      Numbers y = operands.output();
      boolean flat = x.shape().rank() == 3;
      long size = flat ? x.size(2) / op.heads() : x.size(3);
      long half = (op.turned() == 0 ? size : op.turned()) / 2;
      for (long row = 0; row < x.count() / size; row++) {
        long sequence = row * size / x.stride(0);
        long place = flat ? row / op.heads() % x.size(1) : row % x.size(2);
        long length = x.size(flat ? 1 : 2);
        long angles = half * angles(operands.optionalInput(PLACES), sequence * length + place);
        for (long i = 2 * half; i < size; i++) {
          y.set(row * size + i, x.get(row * size + i));
        }
        for (long i = 0; i < half; i++) {
          long one = row * size + (op.interleaved() ? 2 * i : i);
          long other = op.interleaved() ? one + 1 : one + half;
          double cosine = operands.input(1).get(angles + i);
          double sine = operands.input(2).get(angles + i);
          double real = cosine * x.get(one) - sine * x.get(other);
          double imaginary = sine * x.get(one) + cosine * x.get(other);
          y.set(one, real);
          y.set(other, imaginary);
        }
      }
    };
  }

  /** Which row of the cosines and sines an element of a sequence takes. */
  private static long angles(@Nullable Numbers places, long element) {
    return places == null ? element : places.getLong(element);
  }
}
