package io.culebra.vector.recurrent;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.GRU;
import io.culebra.op.LSTM;
import io.culebra.op.RNN;
import io.culebra.op.Recurrent;
import io.culebra.op.UnaryElementwise;
import io.culebra.tensor.DataType;
import io.culebra.vector.loop.UnaryLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** LSTM, GRU or RNN, everything that ONNX lets them have included. */
public final class RecurrentImplementation implements Implementation {
  private static final int LENGTHS = 4;

  /** More than this for the products of a whole sequence is left to others. */
  private static final long MOST_BYTES = 1L << 30;

  private final Class<? extends Recurrent> operator;

  private RecurrentImplementation(Class<? extends Recurrent> operator) {
    this.operator = operator;
  }

  /** One for each of the three operators. */
  public static List<Implementation> all() {
    return List.of(
        new RecurrentImplementation(LSTM.class),
        new RecurrentImplementation(GRU.class),
        new RecurrentImplementation(RNN.class));
  }

  @Override
  public String name() {
    return "vector/" + operator.getSimpleName().toLowerCase(Locale.ROOT);
  }

  @Override
  public Class<? extends Recurrent> operator() {
    return operator;
  }

  @Override
  public Support supports(KernelSpec spec) {
    Support support = Support.require(spec.postOps().isEmpty(), "something is fused to it");
    for (int i = 0; i < spec.inputs().size(); i++) {
      Operand operand = spec.inputs().get(i);
      if (operand != null) {
        support = support.and(support(operand, i == LENGTHS ? DataType.INT32 : DataType.FLOAT));
      }
    }
    for (UnaryElementwise activation : spec.base(operator).activations()) {
      support =
          support.and(
              Support.require(
                  UnaryLoop.exists(activation), "no vector form of " + activation.name()));
    }
    return support.isYes() ? size(spec) : support;
  }

  private static Support support(Operand operand, DataType type) {
    return Support.require(operand.dataType() == type, "an operand is not of float32")
        .and(Support.require(operand.shape().elements() > 0, "an operand is empty"))
        .and(
            Support.require(
                operand.shape().elements() <= Integer.MAX_VALUE,
                operand.shape() + " is too large"));
  }

  private Support size(KernelSpec spec) {
    Recurrent op = spec.base(operator);
    Sizes sizes = Sizes.of(spec, op);
    long bytes = (long) sizes.places() * sizes.ways() * op.gates() * sizes.hidden() * Float.BYTES;
    return Support.require(bytes <= MOST_BYTES, "the sums of all steps take " + bytes + " bytes");
  }

  @Override
  public boolean leads(KernelSpec spec) {
    return Sizes.of(spec, spec.base(operator)).batch() == 1;
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    Recurrent op = spec.base(operator);
    List<Cell> cells = new ArrayList<>();
    for (int way = 0; way < op.direction().count(); way++) {
      cells.add(cell(op, way));
    }
    return new RecurrentKernel(spec, op, cells, context);
  }

  private static Cell cell(Recurrent op, int way) {
    return switch (op) {
      case LSTM lstm ->
          new LstmCell(
              gate(op, way, 0, op.clip()),
              gate(op, way, 1, op.clip()),
              gate(op, way, 2, Float.POSITIVE_INFINITY),
              lstm.inputForget());
      case GRU gru when gru.linearBeforeReset() ->
          new LinearGruCell(gate(op, way, 0, op.clip()), gate(op, way, 1, op.clip()));
      case GRU gru -> new GruCell(gate(op, way, 0, op.clip()), gate(op, way, 1, op.clip()));
      case RNN rnn -> new RnnCell(gate(op, way, 0, op.clip()));
    };
  }

  private static GateLoop gate(Recurrent op, int way, int index, float clip) {
    int perWay = op.activations().size() / op.direction().count();
    return GateLoop.of(op.activations().get(way * perWay + index), clip);
  }
}
