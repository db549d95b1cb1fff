package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.AutoPad;
import io.culebra.op.Conv;
import io.culebra.op.Pad;
import io.culebra.op.PadMode;
import io.culebra.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets Conv do the padding with zeros that a Pad in front of it does. The weights must be known to
 * be finite: infinity times a zero is no number, and Conv does not multiply by its padding.
 */
final class FoldPadsIntoConvolutions extends NodeRewrite {
  FoldPadsIntoConvolutions() {
    super("fold-pads-into-convolutions");
  }

  @Override
  void visit(Node node, Edit edit) {
    Value x = node.input(0);
    Node before = edit.producer(x);
    if (!(node.op() instanceof Conv conv)
        || x == null
        || before == null
        || !(before.op() instanceof Pad pad)
        || pad.mode() != PadMode.CONSTANT
        || (before.input(2) != null && Constants.scalar(before.input(2)).orElse(1) != 0)
        || !Constants.areFinite(node.input(1))) {
      return;
    }
    int rank = edit.rank(x);
    long[] pads = pads(before, rank);
    Window window = pads == null ? null : widened(conv.window(), pads, rank);
    if (window != null) {
      List<@Nullable Value> inputs = new ArrayList<>(node.inputs());
      inputs.set(0, before.input(0));
      edit.replace(node, new Conv(window, conv.group()), inputs);
    }
  }

  /** The numbers in front of all axes, then those behind them; null where they are not known. */
  private static long @Nullable [] pads(Node pad, int rank) {
    long[] numbers = Constants.integers(pad.input(1));
    if (numbers == null || rank < 0 || pad.input(3) == null) {
      return numbers != null && numbers.length == 2 * rank ? numbers : null;
    }
    long[] axes = Constants.integers(pad.input(3));
    if (axes == null) {
      return null;
    }
    long[] all = new long[2 * rank];
    for (int i = 0; i < axes.length; i++) {
      int axis = (int) (axes[i] < 0 ? axes[i] + rank : axes[i]);
      all[axis] = numbers[i];
      all[rank + axis] = numbers[axes.length + i];
    }
    return all;
  }

  /** The window with these pads added to its own, or null where it cannot have them. */
  private static @Nullable Window widened(Window window, long[] pads, int rank) {
    boolean explicit = window.autoPad() == AutoPad.NOTSET || window.autoPad() == AutoPad.VALID;
    boolean spatial = pads[0] == 0 && pads[1] == 0 && pads[rank] == 0 && pads[rank + 1] == 0;
    if (!explicit || !spatial || Arrays.stream(pads).anyMatch(p -> p < 0 || p > 1 << 20)) {
      return null;
    }
    boolean valid = window.autoPad() == AutoPad.VALID;
    return new Window(
        window.kernel(),
        window.strides(),
        window.dilations(),
        sums(valid ? List.of() : window.padsBegin(), pads, 2, rank),
        sums(valid ? List.of() : window.padsEnd(), pads, rank + 2, 2 * rank),
        AutoPad.NOTSET);
  }

  private static List<Integer> sums(List<Integer> own, long[] pads, int from, int to) {
    List<Integer> sums = new ArrayList<>();
    for (int i = from; i < to; i++) {
      sums.add((own.isEmpty() ? 0 : own.get(i - from)) + (int) pads[i]);
    }
    return sums;
  }
}
