package io.culebra.vector.attention;

import static io.culebra.vector.Memory.ALL;
import static io.culebra.vector.Memory.BASE;

import io.culebra.kernel.Binding;
import io.culebra.kernel.KernelSpec;
import java.lang.foreign.MemorySegment;

/**
 * The copy of one head's rows, those of the past in front, to where the present ones are asked for.
 */
record PresentCopy(Heads heads, boolean keys, boolean values) {
  static PresentCopy of(KernelSpec spec, Heads heads) {
    return new PresentCopy(heads, asked(spec, 1), asked(spec, 2));
  }

  private static boolean asked(KernelSpec spec, int output) {
    return output < spec.outputs().size() && spec.outputs().get(output) != null;
  }

  /** How many tasks there are. */
  int tasks() {
    return keys || values ? heads.batch() * heads.keyHeads() : 0;
  }

  void run(Binding binding, int task) {
    int batch = task / heads.keyHeads();
    int head = task % heads.keyHeads();
    if (keys) {
      copy(
          heads.past() == 0 ? 0 : binding.input(Heads.PAST_KEYS),
          heads.pastKey(),
          binding.input(1),
          heads.key(),
          binding.output(1),
          heads.presentKey(),
          batch,
          head);
    }
    if (values) {
      copy(
          heads.past() == 0 ? 0 : binding.input(Heads.PAST_VALUES),
          heads.pastValue(),
          binding.input(2),
          heads.value(),
          binding.output(2),
          heads.presentValue(),
          batch,
          head);
    }
  }

  private void copy(
      long past,
      HeadRows pastRows,
      long fresh,
      HeadRows freshRows,
      long present,
      HeadRows presentRows,
      int batch,
      int head) {
    long row = presentRows.rowStride();
    long to = present + presentRows.offset(batch, head) - BASE;
    if (heads.past() > 0) {
      long from = past + pastRows.offset(batch, head) - BASE;
      MemorySegment.copy(ALL, from, ALL, to, heads.past() * row);
    }
    to += heads.past() * row;
    long from = fresh + freshRows.offset(batch, head) - BASE;
    boolean dense = freshRows.rowStride() == row;
    for (int i = 0; i < heads.fresh(); i += dense ? heads.fresh() : 1) {
      long bytes = dense ? heads.fresh() * row : row;
      MemorySegment.copy(ALL, from + i * freshRows.rowStride(), ALL, to + i * row, bytes);
    }
  }
}
