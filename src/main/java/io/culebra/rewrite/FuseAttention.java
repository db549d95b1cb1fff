package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Affine;
import io.culebra.op.Attention;
import io.culebra.op.Concat;
import io.culebra.op.Div;
import io.culebra.op.Fused;
import io.culebra.op.MatMul;
import io.culebra.op.Mul;
import io.culebra.op.Op;
import io.culebra.op.PostOp;
import io.culebra.op.Reshape;
import io.culebra.op.Softmax;
import io.culebra.op.Transpose;
import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds Attention where it is written out, as BERT's exporters do: the heads of queries, keys and
 * values, which a Transpose takes apart, two products with a Softmax between, the scores scaled and
 * masked or not, and a Transpose that puts the heads together. Attention takes and gives heads that
 * stand side by side, so that none of the Transposes is left.
 *
 * <p>The products must not broadcast, and the mask must not make more of the scores than there are.
 * The Attention is literal: a query whose mask excludes every key gets the NaN that the Softmax
 * gives it.
 */
final class FuseAttention extends NodeRewrite {
  private static final List<Integer> HEADS_OUT = List.of(0, 2, 1, 3);
  private static final List<Integer> TRANSPOSED_HEADS_OUT = List.of(0, 2, 3, 1);

  /** Queries times a larger or smaller number could leave the range that their products keep to. */
  private static final double MOST_SCALE = 1 << 20;

  FuseAttention() {
    super("fuse-attention");
  }

  @Override
  void visit(Node node, Edit edit) {
    Node heard = permutes(node, HEADS_OUT) ? edit.soleProducer(node.input(0), node) : null;
    if (heard == null || !(heard.op() instanceof MatMul)) {
      return;
    }
    Node softmax = edit.soleProducer(heard.input(0), heard);
    Node values = edit.producer(heard.input(1));
    if (softmax == null
        || !(softmax.op() instanceof Softmax(int axis))
        || (axis != -1 && axis != 3)
        || !permutes(values, HEADS_OUT)) {
      return;
    }
    Scores scores = Scores.of(softmax, edit);
    if (scores != null) {
      replace(node, scores, input(values), edit);
    }
  }

  private static boolean permutes(@Nullable Node node, List<Integer> permutation) {
    return node != null
        && node.op() instanceof Transpose transpose
        && transpose.perm().equals(permutation);
  }

  private static Value input(@Nullable Node node) {
    Value value = node == null ? null : node.input(0);
    if (value == null) {
      throw new IllegalStateException("an operator without its first input");
    }
    return value;
  }

  private static void replace(Node node, Scores scores, Value values, Edit edit) {
    Heads q = Heads.of(scores.queries(), edit);
    Heads k = Heads.of(scores.keys(), edit);
    Heads v = Heads.of(values, edit);
    if (q == null
        || k == null
        || v == null
        || q.count() != k.count()
        || k.count() != v.count()
        || q.size() != k.size()
        || edit.dataType(values) != DataType.FLOAT
        || !fit(scores, values, q.count(), edit)) {
      return;
    }
    int heads = Math.toIntExact(q.count());
    Attention op = new Attention(false, heads, heads, scores.scale(), 0, 0, true);
    String name = node.name();
    Value side = shape(0, 0, heads * v.size());
    Value flat = shape(0, 0, heads * q.size());
    Value result =
        scores.mask() == null
            ? edit.add(
                name + "/attention",
                op,
                edit.add(name + "/queries", new Reshape(false), scores.queries(), flat),
                edit.add(name + "/keys", new Reshape(false), scores.keys(), flat),
                edit.add(name + "/values", new Reshape(false), values, side))
            : edit.add(
                name + "/attention",
                op,
                edit.add(name + "/queries", new Reshape(false), scores.queries(), flat),
                edit.add(name + "/keys", new Reshape(false), scores.keys(), flat),
                edit.add(name + "/values", new Reshape(false), values, side),
                scores.mask());
    edit.replace(node, new Reshape(false), result, shape(0, 0, heads, v.size()));
  }

  /**
   * Whether queries, keys and values are certainly of as many sequences, keys and values of the
   * same length, and the mask broadcasts to the scores, with a column for each key.
   */
  private static boolean fit(Scores scores, Value values, long heads, Edit edit) {
    Shape q = edit.shape(scores.queries());
    Shape k = edit.shape(scores.keys());
    Shape v = edit.shape(values);
    if (q == null
        || k == null
        || v == null
        || !q.dim(0).sameAs(k.dim(0))
        || !k.dim(0).sameAs(v.dim(0))
        || !k.dim(1).sameAs(v.dim(1))) {
      return false;
    }
    Value mask = scores.mask();
    Shape given = mask == null ? null : edit.shape(mask);
    if (mask == null || given == null) {
      return mask == null;
    }
    if (given.rank() == 0 || given.rank() > 4 || edit.dataType(mask) != DataType.FLOAT) {
      return false;
    }
    Shape padded = given.padLeft(4);
    return broadcasts(padded.dim(0), q.dim(0))
        && broadcasts(padded.dim(1), Dim.of(heads))
        && broadcasts(padded.dim(2), q.dim(1))
        && padded.dim(3).sameAs(k.dim(1));
  }

  private static boolean broadcasts(Dim dim, Dim to) {
    return dim.sameAs(Dim.of(1)) || dim.sameAs(to);
  }

  private static Value shape(long... sizes) {
    return Value.constant("shape", Constant.of(Tensor.of(sizes, sizes.length)));
  }

  /**
   * The last two sizes of a value, batch x length x heads x head size.
   *
   * @param count heads
   * @param size the size of each
   */
  private record Heads(long count, long size) {
    static @Nullable Heads of(Value value, Edit edit) {
      Shape shape = edit.shape(value);
      if (shape == null || shape.rank() != 4) {
        return null;
      }
      if (shape.dim(2).isKnown() && shape.dim(3).isKnown()) {
        return of(shape.size(2), shape.size(3));
      }
      Node reshape = edit.producer(value);
      if (reshape == null || !(reshape.op() instanceof Reshape)) {
        return null;
      }
      List<Long> last = new ArrayList<>();
      addLast(reshape.input(1), last, edit);
      return last.size() < 2 ? null : of(last.get(1), last.get(0));
    }

    private static @Nullable Heads of(long count, long size) {
      return count > 0 && size > 0 ? new Heads(count, size) : null;
    }

    /** Adds what is known of the end of a list of sizes, the last one first. */
    private static void addLast(@Nullable Value sizes, List<Long> last, Edit edit) {
      long[] known = Constants.integers(sizes);
      if (known != null) {
        for (int i = known.length - 1; i >= 0; i--) {
          last.add(known[i]);
        }
        return;
      }
      Node concat = edit.producer(sizes);
      if (concat != null && concat.op() instanceof Concat) {
        for (Value part : concat.inputs().reversed()) {
          if (part == null || !part.isConstant()) {
            return;
          }
          addLast(part, last, edit);
        }
      }
    }
  }

  /**
   * The scores in front of a Softmax.
   *
   * @param queries batch x length x heads x head size
   * @param keys the same
   * @param scale what the products are multiplied by
   * @param mask what is added to them, or null
   */
  private record Scores(Value queries, Value keys, float scale, @Nullable Value mask) {
    static @Nullable Scores of(Node softmax, Edit edit) {
      Node last = edit.soleProducer(softmax.input(0), softmax);
      if (last == null || !(last.op() instanceof Add)) {
        return scaled(last, null, edit);
      }
      Scores first = scaled(edit.soleProducer(last.input(0), last), last.input(1), edit);
      return first != null
          ? first
          : scaled(edit.soleProducer(last.input(1), last), last.input(0), edit);
    }

    private static @Nullable Scores scaled(@Nullable Node node, @Nullable Value mask, Edit edit) {
      if (node != null && (node.op() instanceof Mul || node.op() instanceof Div)) {
        boolean divided = node.op() instanceof Div;
        var number = Constants.scalar(node.input(1));
        if (number.isPresent()) {
          double scale = divided ? 1 / number.getAsDouble() : number.getAsDouble();
          return product(edit.soleProducer(node.input(0), node), scale, mask, edit);
        }
        var first = Constants.scalar(node.input(0));
        return divided || first.isEmpty()
            ? null
            : product(edit.soleProducer(node.input(1), node), first.getAsDouble(), mask, edit);
      }
      return product(node, 1, mask, edit);
    }

    /** The factor that has become part of a product before it was known to be one of Attention. */
    private static @Nullable Affine fused(Op op) {
      return op instanceof Fused(MatMul _, int _, List<PostOp> postOps)
              && postOps.size() == 1
              && postOps.getFirst() instanceof PostOp.Activation(Affine affine)
              && affine.beta() == 0
          ? affine
          : null;
    }

    private static @Nullable Scores product(
        @Nullable Node node, double scale, @Nullable Value mask, Edit edit) {
      Affine fused = node == null ? null : fused(node.op());
      double factor = fused == null ? scale : scale * fused.alpha();
      boolean usual = Math.abs(factor) >= 1 / MOST_SCALE && Math.abs(factor) <= MOST_SCALE;
      if (node == null || !(node.op() instanceof MatMul || fused != null) || !usual) {
        return null;
      }
      Node queries = edit.producer(node.input(0));
      Node keys = edit.producer(node.input(1));
      return permutes(queries, HEADS_OUT) && permutes(keys, TRANSPOSED_HEADS_OUT)
          ? new Scores(input(queries), input(keys), (float) factor, mask)
          : null;
    }
  }
}
