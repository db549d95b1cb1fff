package io.culebra.vector.rotary;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.RotaryEmbedding;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.vector.work.RangeKernel;

/** RotaryEmbedding of pairs whose elements lie half apart or are neighbours. */
public final class RotaryImplementation implements Implementation {
  private static final int PLACES = 3;

  @Override
  public String name() {
    return "vector/rotary-embedding";
  }

  @Override
  public Class<RotaryEmbedding> operator() {
    return RotaryEmbedding.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    boolean floats = true;
    for (int i = 0; i < PLACES; i++) {
      floats &= spec.input(i).dataType() == DataType.FLOAT;
    }
    long elements = spec.output().shape().elements();
    Turn turn = Turn.of(spec);
    boolean fits =
        turn.half() >= 1
            && 2 * turn.half() <= turn.size()
            && spec.input(1).shape().size(-1) == turn.half();
    return Support.require(spec.postOps().isEmpty(), "nothing can be fused into it")
        .and(Support.require(floats, "only float32"))
        .and(Support.require(elements > 0 && elements <= Integer.MAX_VALUE, "empty or too large"))
        .and(Support.require(fits, "cosines for another number of pairs"));
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Turn turn = Turn.of(spec);
    long rows = spec.output().shape().elements() / turn.size();
    return RangeKernel.of(spec, rows, turn::run).weight(2).inPlace(0).build();
  }

  /**
   * What a range of rows takes.
   *
   * @param size elements of a row of a head
   * @param half pairs
   * @param neighbours whether the elements of a pair stand side by side
   * @param flat whether heads stand side by side
   * @param placed whether each element of a sequence names its angles
   * @param angles how many places there are angles for
   */
  private record Turn(
      int size,
      int half,
      boolean neighbours,
      int heads,
      long length,
      boolean flat,
      boolean placed,
      long angles) {
    static Turn of(KernelSpec spec) {
      RotaryEmbedding op = spec.base(RotaryEmbedding.class);
      Shape x = spec.input(0).shape();
      boolean flat = x.rank() == 3;
      int heads = flat ? op.heads() : Math.toIntExact(x.size(1));
      int size = Math.toIntExact(flat ? x.size(2) / heads : x.size(3));
      int half = (op.turned() == 0 ? size : op.turned()) / 2;
      Shape angles = spec.input(1).shape();
      return new Turn(
          size,
          half,
          op.interleaved(),
          heads,
          x.size(flat ? 1 : 2),
          flat,
          spec.hasInput(PLACES),
          angles.elements() / Math.max(angles.size(-1), 1));
    }

    void run(Binding binding, long from, long to, long scratch) {
      for (long row = from; row < to; row++) {
        long place = flat ? row / heads : row / (heads * length) * length + row % length;
        if (placed) {
          place = ALL.get(JAVA_LONG_UNALIGNED, binding.input(PLACES) - BASE + place * Long.BYTES);
        }
        long angle = Math.clamp(place, 0, angles - 1) * half * Float.BYTES;
        long offset = row * size * Float.BYTES;
        long source = binding.input(0) + offset;
        long target = binding.output(0) + offset;
        if (neighbours) {
          NeighbourLoop.turn(
              source, binding.input(1) + angle, binding.input(2) + angle, target, half);
        } else {
          PairLoop.turn(source, binding.input(1) + angle, binding.input(2) + angle, target, half);
        }
        long done = 2L * half;
        if (done < size) {
          PairLoop.copy(
              source + done * Float.BYTES, target + done * Float.BYTES, (int) (size - done));
        }
      }
    }
  }
}
