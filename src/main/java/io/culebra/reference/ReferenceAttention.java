package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.Attention;
import io.culebra.op.AttentionSizes;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Attention: one query of one head after another, with all of its scores at hand. */
final class ReferenceAttention extends Reference<Attention> {
  private static final int MASK = 3;
  private static final int PAST_KEYS = 4;
  private static final int PAST_VALUES = 5;
  private static final int PRESENT = 6;

  ReferenceAttention() {
    super(Attention.class);
  }

  @Override
  Loop loop(KernelSpec spec) {
    Attention op = op(spec);
    Shape past = spec.hasInput(PAST_KEYS) ? spec.input(PAST_KEYS).shape() : null;
    AttentionSizes sizes =
        AttentionSizes.of(
            op, spec.input(0).shape(), spec.input(1).shape(), spec.input(2).shape(), past);
    Float given = op.scale();
    double scale = given == null ? 1 / Math.sqrt((double) sizes.size()) : given;
    return operands -> {
      Rows q = new Rows(operands.input(0), null, sizes.queryHeads(), sizes.size());
      Rows k =
          new Rows(
              operands.input(1), operands.optionalInput(PAST_KEYS), sizes.keyHeads(), sizes.size());
      Rows v =
          new Rows(
              operands.input(2),
              operands.optionalInput(PAST_VALUES),
              sizes.keyHeads(),
              sizes.valueSize());
      copy(k, sizes, operands.optionalOutput(1));
      copy(v, sizes, operands.optionalOutput(2));
      AttentionMask mask =
          new AttentionMask(
              sizes, op.causal(), operands.optionalInput(MASK), operands.optionalInput(PRESENT));
      Rows y = new Rows(operands.output(), null, sizes.queryHeads(), sizes.valueSize());
      DataType type = operands.input(0).type();
      new Run(op, type, sizes, scale, q, k, v, mask, y, operands.optionalOutput(3)).all();
    };
  }

  /** Writes the rows of all heads, past ones first, as batch x heads x rows x columns. */
  private static void copy(Rows rows, AttentionSizes sizes, @Nullable Numbers present) {
    if (present == null) {
      return;
    }
    for (long i = 0; i < present.count(); i++) {
      long row = i / rows.size() % sizes.keys();
      long head = i / rows.size() / sizes.keys() % sizes.keyHeads();
      long sequence = i / rows.size() / sizes.keys() / sizes.keyHeads();
      present.set(i, rows.get(sequence, head, row, i % rows.size()));
    }
  }

  /** The rows of all heads, in either form; those of the past stand in front. */
  private record Rows(Numbers numbers, @Nullable Numbers past, long heads, long size) {
    double get(long sequence, long head, long row, long column) {
      if (past == null) {
        return numbers.get(index(sequence, head, row) + column);
      }
      long before = past.size(2);
      return row < before
          ? past.get(((sequence * heads + head) * before + row) * size + column)
          : numbers.get(index(sequence, head, row - before) + column);
    }

    long index(long sequence, long head, long row) {
      long rows = numbers.size(-2);
      return numbers.shape().rank() == 3
          ? ((sequence * rows + row) * heads + head) * size
          : ((sequence * heads + head) * rows + row) * size;
    }
  }

  /** One run over the operands. */
  private record Run(
      Attention op,
      DataType type,
      AttentionSizes sizes,
      double scale,
      Rows q,
      Rows k,
      Rows v,
      AttentionMask mask,
      Rows y,
      @Nullable Numbers scores) {
    void all() {
      for (long sequence = 0; sequence < sizes.batch(); sequence++) {
        for (long head = 0; head < sizes.queryHeads(); head++) {
          for (long query = 0; query < sizes.queries(); query++) {
            one(sequence, head, query);
          }
        }
      }
    }

    private void one(long sequence, long head, long query) {
      long keyHead = head / sizes.group();
      double[] s = new double[Math.toIntExact(sizes.keys())];
      for (int key = 0; key < s.length; key++) {
        s[key] = score(sequence, head, query, keyHead, key);
      }
      long row = (sequence * sizes.queryHeads() + head) * sizes.queries() + query;
      show(0, row, s);
      double softcap = round(op.softcap());
      if (op.softcap() != 0) {
        for (int key = 0; key < s.length; key++) {
          s[key] = round(softcap * round(Math.tanh(round(s[key] / softcap))));
        }
      }
      show(1, row, s);
      for (int key = 0; key < s.length; key++) {
        double added = round(mask.at(sequence, head, query, key));
        boolean excluded = added == Double.NEGATIVE_INFINITY && !op.literal();
        s[key] = excluded ? added : round(s[key] + added);
      }
      show(2, row, s);
      soften(op.softmaxPrecision() == null ? type : op.softmaxPrecision(), s, op.literal());
      for (int key = 0; key < s.length; key++) {
        s[key] = round(s[key]);
      }
      show(3, row, s);
      long start = y.index(sequence, head, query);
      for (long i = 0; i < sizes.valueSize(); i++) {
        double sum = 0;
        for (int key = 0; key < s.length; key++) {
          if (s[key] != 0 || op.literal()) {
            sum += s[key] * v.get(sequence, keyHead, key, i);
          }
        }
        y.numbers().set(start + i, sum);
      }
    }

    private double round(double value) {
      return FunctionRounding.round(type, value);
    }

    /** The scaled product of a query and a key, of which each takes half of the scale first. */
    private double score(long sequence, long head, long query, long keyHead, int key) {
      double score = 0;
      double half = round(Math.sqrt(scale));
      boolean halved = type.bits() == 16 && scale > 0;
      for (long i = 0; i < sizes.size(); i++) {
        double left = q.get(sequence, head, query, i);
        double right = k.get(sequence, keyHead, key, i);
        score += halved ? round(left * half) * round(right * half) : left * right;
      }
      return round(halved ? score : score * scale);
    }

    /** Softmax; unless it is literal, zeros where no key takes part. */
    private static void soften(DataType type, double[] s, boolean literal) {
      boolean masked = !literal;
      for (double score : s) {
        masked &= score == Double.NEGATIVE_INFINITY;
      }
      if (masked) {
        Arrays.fill(s, 0);
      } else {
        FunctionRounding.softmax(type, s);
      }
    }

    private void show(int stage, long row, double[] s) {
      for (int key = 0; scores != null && op.scoresStage() == stage && key < s.length; key++) {
        scores.set(row * s.length + key, s[key]);
      }
    }
  }
}
