package io.culebra.vector.gemm;

import io.culebra.kernel.Support;
import io.culebra.op.PostOp;
import io.culebra.op.UnaryElementwise;
import io.culebra.vector.loop.UnaryLoop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Post-ops as passes over finished blocks of C. */
final class Passes {
  private Passes() {}

  /** Whether there is a pass for this activation. */
  static Support support(UnaryElementwise op) {
    return Support.require(UnaryLoop.exists(op), "no vector form of " + op.name());
  }

  /** All of them, one after another; null for none. */
  static @Nullable Epilogue of(List<PostOp> postOps) {
    List<Epilogue> passes = new ArrayList<>();
    for (PostOp postOp : postOps) {
      switch (postOp) {
        case PostOp.Activation(UnaryElementwise op) -> passes.add(activation(op));
        case PostOp.Add(int input) -> passes.add(new AddPass());
        case PostOp.Bias(int input) -> throw new IllegalArgumentException("a bias comes first");
      }
    }
    return switch (passes.size()) {
      case 0 -> null;
      case 1 -> passes.getFirst();
      default -> new Chain(List.copyOf(passes));
    };
  }

  private static Epilogue activation(UnaryElementwise op) {
    UnaryLoop loop = UnaryLoop.of(op);
    return (c, stride, row, rows, column, columns, operand) ->
        loop.runBlock(c, stride, rows, columns);
  }

  private record Chain(List<Epilogue> passes) implements Epilogue {
    @Override
    public void apply(
        long c, long stride, int row, int rows, int column, int columns, long operand) {
      for (int i = 0; i < passes.size(); i++) {
        passes.get(i).apply(c, stride, row, rows, column, columns, operand);
      }
    }
  }
}
