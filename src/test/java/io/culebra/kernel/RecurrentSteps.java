package io.culebra.kernel;

import io.culebra.op.Elu;
import io.culebra.op.GRU;
import io.culebra.op.HardSigmoid;
import io.culebra.op.LSTM;
import io.culebra.op.LeakyRelu;
import io.culebra.op.RNN;
import io.culebra.op.Recurrent;
import io.culebra.op.RecurrentDirection;
import io.culebra.op.Relu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softplus;
import io.culebra.op.Softsign;
import io.culebra.op.Tanh;
import io.culebra.op.UnaryElementwise;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Steps of recurrent operators with seeded shapes, attributes and numbers, for tests. */
public final class RecurrentSteps {
  private static final List<UnaryElementwise> ACTIVATIONS =
      List.of(
          new Sigmoid(),
          new Tanh(),
          new Relu(),
          new Softsign(),
          new Softplus(),
          new LeakyRelu(0.1f),
          new Elu(0.7f),
          new HardSigmoid(0.3f, 0.4f));

  private static final List<UnaryElementwise> BOUNDED =
      List.of(new Sigmoid(), new HardSigmoid(0.3f, 0.4f));

  private final Random random;
  private final long seed;

  private RecurrentSteps(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** One of the three operators with anything that it can have; the same for the same seed. */
  public static Specs any(long seed) {
    RecurrentSteps steps = new RecurrentSteps(seed);
    return steps.step(steps.operator(1 + steps.random.nextInt(37)), true);
  }

  /** A step of this operator and these sizes, with biases alone. */
  public static Specs of(Recurrent op, long seed, int steps, int batch, int width) {
    return new RecurrentSteps(seed).weighted(op, steps, batch, width);
  }

  /** The same step with weights that are not known when the kernel is made. */
  public static Specs withWeightsAtRunTime(Specs specs) {
    Specs given = Specs.of(specs.build().op()).outputs(specs.build().outputs().size());
    for (Tensor tensor : specs.tensors()) {
      if (tensor == null) {
        given.absent();
      } else {
        given.input(tensor);
      }
    }
    return given;
  }

  /**
   * One of the three operators with its usual activations, without limits, lengths and peepholes.
   */
  public static Specs usual(long seed) {
    RecurrentSteps steps = new RecurrentSteps(seed);
    int hidden = 1 + steps.random.nextInt(70);
    RecurrentDirection direction = steps.direction();
    float none = Float.POSITIVE_INFINITY;
    Recurrent op =
        switch ((int) Math.floorMod(seed, 4L)) {
          case 0 -> new LSTM(direction, hidden, usual(direction, 2), none, false);
          case 1 -> new GRU(direction, hidden, usual(direction, 1), none, false);
          case 2 -> new GRU(direction, hidden, usual(direction, 1), none, true);
          default -> new RNN(direction, hidden, usual(direction, 0), none);
        };
    return steps.step(op, false);
  }

  /** Sigmoid and so many Tanh, or one Tanh where there is no gate. */
  private static List<UnaryElementwise> usual(RecurrentDirection direction, int tanhs) {
    List<UnaryElementwise> all = new ArrayList<>();
    for (int i = 0; i < direction.count(); i++) {
      if (tanhs > 0) {
        all.add(new Sigmoid());
      }
      for (int j = 0; j < Math.max(1, tanhs); j++) {
        all.add(new Tanh());
      }
    }
    return all;
  }

  private Recurrent operator(int hidden) {
    RecurrentDirection direction = direction();
    float clip = random.nextInt(3) == 0 ? 0.5f : Float.POSITIVE_INFINITY;
    return switch ((int) Math.floorMod(seed, 3L)) {
      case 0 -> new LSTM(direction, hidden, some(direction, 3), clip, random.nextInt(4) == 0);
      case 1 -> new GRU(direction, hidden, some(direction, 2), clip, random.nextBoolean());
      default -> new RNN(direction, hidden, some(direction, 1), clip);
    };
  }

  /** A bounded one for the gates, where there are gates, so that states stay in range. */
  private List<UnaryElementwise> some(RecurrentDirection direction, int perDirection) {
    List<UnaryElementwise> all = new ArrayList<>();
    for (int i = 0; i < perDirection * direction.count(); i++) {
      boolean gate = perDirection > 1 && i % perDirection == 0;
      List<UnaryElementwise> from = gate ? BOUNDED : ACTIVATIONS;
      all.add(from.get(random.nextInt(from.size())));
    }
    return all;
  }

  private RecurrentDirection direction() {
    return List.of(RecurrentDirection.values()).get(random.nextInt(3));
  }

  private Specs step(Recurrent op, boolean everything) {
    int steps = 1 + random.nextInt(9);
    int batch = 1 + random.nextInt(5);
    int hidden = op.hiddenSize();
    int directions = op.direction().count();
    Specs specs = weighted(op, steps, batch, 1 + random.nextInt(40));
    if (random.nextInt(3) == 0) {
      specs.tensors().set(3, null);
    }
    add(specs, everything ? lengths(batch, steps) : null, false);
    for (int i = 0; i < op.states(); i++) {
      add(specs, normal(5 + i, 0.5f, directions, batch, hidden), false);
    }
    if (op.peepholes() >= 0) {
      add(specs, everything ? normal(7, 0.5f, directions, 3L * hidden) : null, true);
    }
    return specs.threads(1 + random.nextInt(2));
  }

  private Specs weighted(Recurrent op, int steps, int batch, int width) {
    int hidden = op.hiddenSize();
    int directions = op.direction().count();
    long rows = (long) op.gates() * hidden;
    float spread = (float) (1 / Math.sqrt(hidden));
    return Specs.of(op)
        .input(normal(0, 1, steps, batch, width))
        .constant(normal(1, spread, directions, rows, width))
        .constant(normal(2, spread, directions, rows, hidden))
        .constant(normal(3, 0.3f, directions, 2 * rows))
        .outputs(1 + op.states());
  }

  private void add(Specs specs, @Nullable Tensor tensor, boolean constant) {
    if (random.nextInt(3) == 0 || tensor == null) {
      specs.absent();
    } else if (constant) {
      specs.constant(tensor);
    } else {
      specs.input(tensor);
    }
  }

  /** Empty sequences are among them, but not all are empty. */
  private Tensor lengths(int batch, int steps) {
    int[] lengths = random.ints(batch, 0, steps + 1).toArray();
    lengths[0] = Math.max(1, lengths[0]);
    return Tensor.of(lengths, batch);
  }

  private Tensor normal(int number, float spread, long... sizes) {
    float[] elements = Tensors.normal(seed * 8 + number, sizes).toFloatArray();
    for (int i = 0; i < elements.length; i++) {
      elements[i] *= spread;
    }
    return Tensor.of(elements, sizes);
  }
}
