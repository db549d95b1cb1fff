package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.AutoPad;
import io.culebra.op.Conv;
import io.culebra.op.Flatten;
import io.culebra.op.Gemm;
import io.culebra.op.Op;
import io.culebra.op.Reshape;
import io.culebra.op.Window;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Moves a number per channel that is added to images, as a pooling with a bias of its own has it,
 * into the bias of the convolution or the dense layer behind: W (x + p) + b is W x + (W p + b). A
 * convolution that pads is left alone, because its padding has no such number; so is a number so
 * large that adding it rounds the images.
 */
final class FoldBiasForward extends NodeRewrite {
  /** How large a number may be that is moved. */
  private static final float MOST = 1 << 20;

  FoldBiasForward() {
    super("fold-bias-forward");
  }

  @Override
  void visit(Node node, Edit edit) {
    Node before = edit.soleProducer(node.input(0), node);
    if (before == null) {
      return;
    }
    if (node.op() instanceof Conv conv && conv.group() == 1 && padsNothing(conv.window())) {
      intoConv(node, before, edit);
    } else if (node.op() instanceof Gemm gemm && isPlain(gemm)) {
      Node add = edit.soleProducer(before.input(0), before);
      if (add != null && flattens(before, edit)) {
        intoGemm(node, gemm, before, add, edit);
      }
    }
  }

  private static void intoConv(Node node, Node add, Edit edit) {
    ChannelSum sum = ChannelSum.of(add, edit);
    float[] weights = sum == null ? null : Constants.floats(node.input(1));
    if (sum == null || weights == null) {
      return;
    }
    int channels = sum.bias().length;
    int filters = channels(node.output(), edit);
    if (channels == 0 || filters == 0) {
      return;
    }
    int window = weights.length / filters / channels;
    float[] shift = new float[filters];
    for (int f = 0; f < filters; f++) {
      double total = 0;
      for (int i = 0; i < channels * window; i++) {
        total += (double) weights[f * channels * window + i] * sum.bias()[i / window];
      }
      shift[f] = (float) total;
    }
    replace(node, sum.images(), shift, edit);
  }

  private static void intoGemm(Node node, Gemm gemm, Node flatten, Node add, Edit edit) {
    ChannelSum sum = ChannelSum.of(add, edit);
    float[] weights = sum == null ? null : Constants.floats(node.input(1));
    if (sum == null || weights == null) {
      return;
    }
    int units = channels(node.output(), edit);
    if (weights.length == 0 || units == 0 || sum.bias().length == 0) {
      return;
    }
    int inputs = weights.length / units;
    int pixels = inputs / sum.bias().length;
    double[] totals = new double[units];
    for (int i = 0; i < inputs; i++) {
      for (int u = 0; u < units; u++) {
        float weight = weights[gemm.transB() ? u * inputs + i : i * units + u];
        totals[u] += (double) weight * sum.bias()[i / pixels];
      }
    }
    float[] shift = new float[units];
    for (int u = 0; u < units; u++) {
      shift[u] = (float) totals[u];
    }
    Value flat = edit.add(node.name() + "/flatten", flatten.op(), again(flatten, sum));
    replace(node, flat, shift, edit);
  }

  /** The inputs of a Flatten or Reshape, with the images before the sum in place of the first. */
  private static Value[] again(Node flatten, ChannelSum sum) {
    Value shape = flatten.input(1);
    return shape == null ? new Value[] {sum.images()} : new Value[] {sum.images(), shape};
  }

  private static void replace(Node node, Value input, float[] shift, Edit edit) {
    float[] bias = ChannelAffine.perChannel(node.input(2), shift.length, -1, 2);
    if (node.input(2) != null && bias == null) {
      return;
    }
    for (int c = 0; c < shift.length; c++) {
      shift[c] += bias == null ? 0 : bias[c];
      if (!Float.isFinite(shift[c])) {
        return;
      }
    }
    List<@Nullable Value> inputs = new ArrayList<>(List.of(input));
    inputs.add(node.input(1));
    inputs.add(Constants.vector(node.name() + "/bias", shift));
    edit.replace(node, node.op(), inputs);
  }

  private static boolean isPlain(Gemm gemm) {
    return gemm.alpha() == 1 && gemm.beta() == 1 && !gemm.transA();
  }

  private static boolean padsNothing(Window window) {
    return window.autoPad() == AutoPad.VALID
        || (window.autoPad() == AutoPad.NOTSET
            && window.padsBegin().stream().allMatch(pad -> pad == 0)
            && window.padsEnd().stream().allMatch(pad -> pad == 0));
  }

  /** The size of axis 1, which constant weights tell. */
  private static int channels(Value value, Edit edit) {
    return Math.toIntExact(Objects.requireNonNull(edit.shape(value)).size(1));
  }

  /** Whether a node makes one axis of everything but the batch. */
  private static boolean flattens(Node node, Edit edit) {
    Op op = node.op();
    Value images = node.input(0);
    Shape from = images == null ? null : edit.shape(images);
    Shape to = edit.shape(node.output());
    return (op instanceof Flatten || op instanceof Reshape)
        && from != null
        && to != null
        && to.rank() == 2
        && from.dims().stream().skip(1).allMatch(dim -> dim.isKnown())
        && to.dim(1).isKnown()
        && to.size(1) == from.elements(1, from.rank());
  }

  /**
   * Images and a number per channel that is added to them.
   *
   * @param images batch x channels x spatial sizes
   * @param bias a number per channel
   */
  private record ChannelSum(Value images, float[] bias) {
    static @Nullable ChannelSum of(Node node, Edit edit) {
      Shape shape = edit.shape(node.output());
      if (!(node.op() instanceof Add)
          || shape == null
          || shape.rank() < 3
          || !shape.dim(1).isKnown()
          || edit.dataType(node.output()) != DataType.FLOAT) {
        return null;
      }
      for (int side = 0; side < 2; side++) {
        Value images = node.input(side);
        float[] bias =
            ChannelAffine.perChannel(
                node.input(1 - side),
                Math.toIntExact(shape.size(1)),
                1 - shape.rank(),
                shape.rank());
        if (images != null
            && bias != null
            && isModest(bias)
            && edit.sameShape(images, node.output())) {
          return new ChannelSum(images, bias);
        }
      }
      return null;
    }

    private static boolean isModest(float[] bias) {
      for (float summand : bias) {
        if (!(Math.abs(summand) <= MOST)) {
          return false;
        }
      }
      return true;
    }
  }
}
