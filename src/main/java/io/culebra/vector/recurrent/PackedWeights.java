package io.culebra.vector.recurrent;

import io.culebra.kernel.Binding;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.op.Recurrent;
import java.util.List;

/** The weights of a step in the form that its products and cells want. */
final class PackedWeights {
  private static final int W = 1;
  private static final int R = 2;
  private static final int B = 3;
  private static final int PEEPHOLES = 3;

  private final Products products;
  private final GateOrder order;
  private final GateOrder peepholeOrder;
  private final int ways;
  private final PackedInput input;
  private final PackedInput recurrence;
  private final PackedInput bias;
  private final PackedInput peepholes;

  PackedWeights(
      KernelSpec spec,
      Recurrent op,
      Sizes sizes,
      GateOrder order,
      Products products,
      KernelContext context) {
    this.products = products;
    this.order = order;
    this.ways = sizes.ways();
    peepholeOrder = new GateOrder(order.slices(), List.of(0, 1, PEEPHOLES - 1));
    String form = "vector %s by %s, ".formatted(op.name(), order);
    long room = products.roomBytes();
    input =
        new PackedInput(
            spec,
            context,
            W,
            form + products.inputForm(),
            ways * products.inputBytes(),
            room,
            products::packInput);
    recurrence =
        new PackedInput(
            spec,
            context,
            R,
            form + products.recurrenceForm(),
            ways * products.recurrenceBytes(),
            room,
            products::packRecurrence);
    bias =
        new PackedInput(
            spec,
            context,
            B,
            form + "biases",
            2L * ways * floats(order),
            0,
            (source, none, target) -> products.packBias(source, target));
    peepholes =
        new PackedInput(
            spec,
            context,
            op.peepholes(),
            form + "peepholes",
            ways * floats(peepholeOrder),
            0,
            this::packPeepholes);
  }

  private void packPeepholes(long source, long none, long target) {
    long bytes = (long) PEEPHOLES * order.slices().units() * Float.BYTES;
    for (int way = 0; way < ways; way++) {
      peepholeOrder.arrange(source + way * bytes, 1, target + way * floats(peepholeOrder));
    }
  }

  private static long floats(GateOrder order) {
    return (long) order.columns() * Float.BYTES;
  }

  /** Says where in the scratch of the step there is room; gives where that ends. */
  long placeAt(long offset) {
    long end = offset;
    for (PackedInput packed : List.of(input, recurrence, bias, peepholes)) {
      packed.placeAt(end);
      end += packed.scratchBytes();
    }
    return end;
  }

  /** The inputs that a run does not read. */
  int[] unread() {
    return List.of(input, recurrence, bias, peepholes).stream()
        .filter(PackedInput::isConstant)
        .mapToInt(PackedInput::input)
        .toArray();
  }

  /** Packs what is not constant. */
  void pack(Binding binding) {
    input.pack(binding);
    recurrence.pack(binding);
    bias.pack(binding);
    peepholes.pack(binding);
  }

  /** Packed W of a direction. */
  long input(Binding binding, int way) {
    return input.address(binding) + way * products.inputBytes();
  }

  /** A slice's part of packed R of a direction in a phase. */
  long recurrence(Binding binding, int way, int slice, int phase) {
    return recurrence.address(binding)
        + way * products.recurrenceBytes()
        + products.offset(slice, phase);
  }

  /** The biases of W of a direction, for all columns. */
  long inputBias(Binding binding, int way) {
    return bias.address(binding) + 2L * way * floats(order);
  }

  /** The biases of R of a direction, for all columns. */
  long stateBias(Binding binding, int way) {
    return bias.address(binding) + (2L * way + 1) * floats(order);
  }

  /** A slice's peepholes; 0 where there are none. */
  long peepholes(Binding binding, int way, int slice) {
    if (!peepholes.isPresent()) {
      return 0;
    }
    long first = (long) peepholeOrder.first(slice) * Float.BYTES;
    return peepholes.address(binding) + way * floats(peepholeOrder) + first;
  }
}
