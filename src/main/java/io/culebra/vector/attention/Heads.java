package io.culebra.vector.attention;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.Attention;
import io.culebra.op.AttentionSizes;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;

/**
 * One step: its sizes, and where the rows of each operand lie.
 *
 * @param factor what the products of queries and keys are multiplied by, before the cap if there is
 *     one
 * @param cap what the tangents of scores are multiplied by; 0 for none
 * @param literal whether a query whose scores are all minus infinity gets NaN rather than zeros
 */
record Heads(
    int batch,
    int queryHeads,
    int keyHeads,
    int queries,
    int past,
    int fresh,
    int size,
    int valueSize,
    float factor,
    float cap,
    boolean literal,
    MaskRows mask,
    HeadRows query,
    HeadRows key,
    HeadRows value,
    HeadRows pastKey,
    HeadRows pastValue,
    HeadRows presentKey,
    HeadRows presentValue,
    HeadRows result) {
  static final int PAST_KEYS = 4;
  static final int PAST_VALUES = 5;
  private static final int MASK = 3;
  private static final int COUNTS = 6;

  static Heads of(KernelSpec spec) {
    Attention op = spec.base(Attention.class);
    AttentionSizes s = sizes(spec);
    Float given = op.scale();
    double scale = given == null ? 1 / Math.sqrt((double) s.size()) : given;
    return new Heads(
        Math.toIntExact(s.batch()),
        Math.toIntExact(s.queryHeads()),
        Math.toIntExact(s.keyHeads()),
        Math.toIntExact(s.queries()),
        Math.toIntExact(s.past()),
        Math.toIntExact(s.fresh()),
        Math.toIntExact(s.size()),
        Math.toIntExact(s.valueSize()),
        (float) (op.softcap() == 0 ? scale : scale / op.softcap()),
        op.softcap(),
        op.literal(),
        MaskRows.of(spec, s),
        HeadRows.of(s.flat(), s.queryHeads(), s.queries(), s.size()),
        HeadRows.of(s.flatKeys(), s.keyHeads(), s.fresh(), s.size()),
        HeadRows.of(spec.input(2).shape().rank() == 3, s.keyHeads(), s.fresh(), s.valueSize()),
        HeadRows.of(false, s.keyHeads(), s.past(), s.size()),
        HeadRows.of(false, s.keyHeads(), s.past(), s.valueSize()),
        HeadRows.of(false, s.keyHeads(), s.keys(), s.size()),
        HeadRows.of(false, s.keyHeads(), s.keys(), s.valueSize()),
        HeadRows.of(s.flat(), s.queryHeads(), s.queries(), s.valueSize()));
  }

  static AttentionSizes sizes(KernelSpec spec) {
    Shape past = spec.hasInput(PAST_KEYS) ? spec.input(PAST_KEYS).shape() : null;
    return AttentionSizes.of(
        spec.base(Attention.class),
        spec.input(0).shape(),
        spec.input(1).shape(),
        spec.input(2).shape(),
        past);
  }

  /** Whether the operands are ones that kernels can take. */
  static Support support(KernelSpec spec) {
    Support support = Support.require(spec.postOps().isEmpty(), "nothing can be fused into it");
    for (int i = 0; i < spec.inputs().size(); i++) {
      if (spec.hasInput(i) && i != COUNTS) {
        DataType type = spec.input(i).dataType();
        long elements = spec.input(i).shape().elements();
        boolean known = type == DataType.FLOAT || (i == MASK && type == DataType.BOOL);
        boolean past = i == PAST_KEYS || i == PAST_VALUES;
        support =
            support
                .and(Support.require(known, "an operand is not of float32"))
                .and(Support.require(past || elements > 0, "an operand is empty"))
                .and(Support.require(elements <= Integer.MAX_VALUE, "an operand is too large"));
      }
    }
    boolean summand = spec.base(Attention.class).literal() && MaskRows.of(spec, sizes(spec)).one();
    support = support.and(Support.require(!summand, "a mask of one column is to be added"));
    boolean scores = spec.outputs().size() > 3 && spec.outputs().get(3) != null;
    return support.and(Support.require(!scores, "the scores are asked for"));
  }

  /** Keys per head, past ones included. */
  int keys() {
    return past + fresh;
  }

  /** How many heads of queries share one of keys. */
  int group() {
    return queryHeads / keyHeads;
  }
}
