package io.culebra.reference;

import io.culebra.op.PostOp;
import io.culebra.scalar.UnaryFunction;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** What follows an operator, as one more pass over its result for each. */
final class PostOps {
  private final List<Reference.Loop> loops;

  PostOps(List<PostOp> postOps) {
    loops = postOps.stream().map(PostOps::loop).toList();
  }

  private static Reference.Loop loop(PostOp postOp) {
    return switch (postOp) {
      case PostOp.Activation activation -> mapping(UnaryFunction.doubles(activation.op()));
      case PostOp.Bias bias -> adding(bias.input());
      case PostOp.Add add -> adding(add.input());
    };
  }

  private static Reference.Loop mapping(DoubleUnaryOperator function) {
    return operands -> {
      Numbers y = operands.output();
      for (long i = 0; i < y.count(); i++) {
        y.set(i, function.applyAsDouble(y.get(i)));
      }
    };
  }

  private static Reference.Loop adding(int input) {
    return operands -> {
      Numbers y = operands.output();
      Numbers other = operands.input(input);
      for (long i = 0; i < y.count(); i++) {
        y.set(i, y.get(i) + other.get(other.broadcast(i, y)));
      }
    };
  }

  /** Applies them to the first output. */
  void run(Operands operands) {
    for (Reference.Loop loop : loops) {
      loop.run(operands);
    }
  }
}
