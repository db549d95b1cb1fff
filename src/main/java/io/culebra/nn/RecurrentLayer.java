package io.culebra.nn;

import io.culebra.graph.Value;
import io.culebra.op.Elu;
import io.culebra.op.HardSigmoid;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Op;
import io.culebra.op.Recurrent;
import io.culebra.op.RecurrentDirection;
import io.culebra.op.ReduceSum;
import io.culebra.op.Relu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softplus;
import io.culebra.op.Softsign;
import io.culebra.op.Squeeze;
import io.culebra.op.Tanh;
import io.culebra.op.ThresholdedRelu;
import io.culebra.op.Transpose;
import io.culebra.op.UnaryElementwise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer that goes through a sequence with a state: batch x length x size becomes batch x units,
 * the last state, or batch x length x units, all of them.
 *
 * <p>Weights lie as in ONNX: {@code kernel}, directions x (gates * units) x size; {@code
 * recurrent_kernel}, directions x (gates * units) x units; {@code bias}, directions x (gates *
 * units).
 *
 * @param <L> the layer's class
 */
public abstract class RecurrentLayer<L extends RecurrentLayer<L>> extends UnaryLayer<L> {
  private final int units;
  private Activation activation = Activation.tanh();
  private Initializer kernelInitializer = Initializer.glorotUniform();
  private Initializer recurrentInitializer = Initializer.glorotUniform();
  private Initializer biasInitializer = Initializer.zeros();
  private RecurrentDirection direction = RecurrentDirection.FORWARD;
  private Merge merge = Merge.CONCAT;
  private boolean biased = true;
  private boolean returnsSequences;

  RecurrentLayer(int units) {
    this.units = units;
  }

  /** Gives the states of all steps instead of the last one. */
  public L returnSequences() {
    returnsSequences = true;
    return self();
  }

  /** Goes from the end of the sequence to its start. */
  public L goBackwards() {
    direction = RecurrentDirection.REVERSE;
    return self();
  }

  /** Goes both ways, with weights of their own; the results stand one behind the other. */
  public L bidirectional() {
    return bidirectional(Merge.CONCAT);
  }

  /** Goes both ways, with weights of their own. */
  public L bidirectional(Merge how) {
    direction = RecurrentDirection.BIDIRECTIONAL;
    merge = how;
    return self();
  }

  /** The function of what becomes the state; tanh unless told. */
  public L activation(Activation function) {
    activation = function;
    return self();
  }

  /** What the weights of the input are before training; Glorot's uniform numbers unless told. */
  public L kernelInitializer(Initializer initializer) {
    kernelInitializer = initializer;
    return self();
  }

  /** What the weights of the state are before training; Glorot's uniform numbers unless told. */
  public L recurrentInitializer(Initializer initializer) {
    recurrentInitializer = initializer;
    return self();
  }

  /** What the bias is before training; zeros unless told. */
  public L biasInitializer(Initializer initializer) {
    biasInitializer = initializer;
    return self();
  }

  /** Leaves the bias out. */
  public L withoutBias() {
    biased = false;
    return self();
  }

  /** The operator that goes this way. */
  abstract Recurrent operator(LayerScope scope, RecurrentDirection direction, int units);

  /** Whether there is a bias for the product with the state, too. */
  boolean hasStateBias() {
    return false;
  }

  /** What the bias of the input is before training. */
  Initializer bias(Initializer initializer) {
    return initializer;
  }

  final int units() {
    return units;
  }

  final Activation activation() {
    return activation;
  }

  /** These for each direction, if ONNX lets them be here. */
  static List<UnaryElementwise> activations(
      LayerScope scope, RecurrentDirection direction, Activation... functions) {
    List<UnaryElementwise> all = new ArrayList<>();
    for (int i = 0; i < direction.count(); i++) {
      for (Activation function : functions) {
        all.add(
            switch (function.op()) {
              case Sigmoid op -> op;
              case Tanh op -> op;
              case Relu op -> op;
              case LeakyRelu op -> op;
              case ThresholdedRelu op -> op;
              case Elu op -> op;
              case HardSigmoid op -> op;
              case Softsign op -> op;
              case Softplus op -> op;
              default -> throw scope.fail("it cannot have the activation " + function.op().name());
            });
      }
    }
    return all;
  }

  @Override
  final Value write(LayerScope scope, Value x) {
    scope.requireRank(x, 3);
    if (units < 1) {
      throw scope.fail(units + " units");
    }
    Recurrent op = operator(scope, direction, units);
    long size = scope.size(x, 2);
    long ways = direction.count();
    long rows = (long) op.gates() * units;
    Value kernel =
        scope.parameter("kernel", kernelInitializer, new Fans(size, rows), ways, rows, size);
    Value recurrent =
        scope.parameter(
            "recurrent_kernel", recurrentInitializer, new Fans(units, rows), ways, rows, units);
    Value bias = biased ? bias(scope, ways, rows) : null;
    Value steps = scope.node(new Transpose(List.of(1, 0, 2)), x);
    List<Value> made = scope.node(2, op, steps, kernel, recurrent, bias);
    return returnsSequences ? sequence(scope, made.get(0)) : last(scope, made.get(1));
  }

  /** The biases of the products with the input and with the state, one behind the other. */
  private @Nullable Value bias(LayerScope scope, long ways, long rows) {
    Fans fans = new Fans(units, rows);
    Initializer numbers = bias(biasInitializer);
    Value ofInput = scope.parameter("bias", numbers, fans, ways, rows);
    Value ofState =
        hasStateBias()
            ? scope.parameter("recurrent_bias", biasInitializer, fans, ways, rows)
            : scope.constant("recurrent_bias", new float[Math.toIntExact(ways * rows)], ways, rows);
    return scope.node(new io.culebra.op.Concat(1), ofInput, ofState);
  }

  /** Length x directions x batch x units as batch x length x units. */
  private Value sequence(LayerScope scope, Value states) {
    Value merged =
        direction != RecurrentDirection.BIDIRECTIONAL || merge == Merge.SUM
            ? summed(scope, states, 1)
            : joined(scope, states, List.of(0, 2, 1, 3), 0, 0, 2L * units);
    return scope.node(new Transpose(List.of(1, 0, 2)), merged);
  }

  /** Directions x batch x units as batch x units. */
  private Value last(LayerScope scope, Value states) {
    return direction != RecurrentDirection.BIDIRECTIONAL || merge == Merge.SUM
        ? summed(scope, states, 0)
        : joined(scope, states, List.of(1, 0, 2), 0, 2L * units);
  }

  private Value summed(LayerScope scope, Value states, int axis) {
    Op op = direction.count() == 1 ? new Squeeze() : new ReduceSum(false, false);
    return scope.node(op, states, scope.integers("directions", axis));
  }

  private static Value joined(
      LayerScope scope, Value states, List<Integer> permutation, long... shape) {
    Value side = scope.node(new Transpose(permutation), states);
    return scope.node(new io.culebra.op.Reshape(false), side, scope.integers("joined", shape));
  }
}
