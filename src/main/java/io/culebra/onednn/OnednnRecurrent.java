package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_BIAS;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_DST_ITER;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_DST_ITER_C;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_DST_LAYER;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SRC_ITER;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SRC_ITER_C;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SRC_LAYER;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_WEIGHTS_PEEPHOLE;
import static io.culebra.onednn.ffi.dnnl.dnnl_bidirectional_concat;
import static io.culebra.onednn.ffi.dnnl.dnnl_unidirectional_left2right;
import static io.culebra.onednn.ffi.dnnl.dnnl_unidirectional_right2left;

import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.GRU;
import io.culebra.op.Recurrent;
import io.culebra.op.Sigmoid;
import io.culebra.op.Tanh;
import io.culebra.op.UnaryElementwise;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A recurrent operator as one of oneDNN's rnn primitives, with constant weights.
 *
 * @param <T> the operator
 */
abstract class OnednnRecurrent<T extends Recurrent> extends OnednnImplementation<T> {
  private static final int B = 3;
  private static final int LENGTHS = 4;
  private static final int FIRST_STATE = 5;
  private static final int PEEPHOLE_GATES = 3;
  private static final long ALIGNMENT = 64;

  OnednnRecurrent(String primitive, Class<T> operator) {
    super(primitive, operator);
  }

  /** The primitive with everything but what is peculiar to the operator described. */
  abstract PrimitiveDesc describe(T op, Described tensors, PostOps attributes);

  /** Whether the primitive has these activations of one direction. */
  abstract Support accepts(List<UnaryElementwise> activations);

  /** Whether the activations are the only ones that gated primitives have. */
  static Support usual(List<UnaryElementwise> activations) {
    boolean usual =
        activations.getFirst() instanceof Sigmoid
            && activations.stream().skip(1).allMatch(Tanh.class::isInstance);
    return Support.require(usual, "other activations than Sigmoid and Tanh");
  }

  /**
   * What a primitive is given; NULL for what is not there.
   *
   * @param direction oneDNN's number of the direction
   */
  record Described(
      int direction,
      MemorySegment srcLayer,
      MemorySegment srcIter,
      MemorySegment srcIterC,
      MemorySegment weightsLayer,
      MemorySegment weightsIter,
      MemorySegment weightsPeephole,
      MemorySegment bias,
      MemorySegment dstLayer,
      MemorySegment dstIter,
      MemorySegment dstIterC) {}

  @Override
  final Stream<Operand> operands(KernelSpec spec) {
    return Stream.concat(
            IntStream.range(0, spec.inputs().size())
                .filter(i -> i != LENGTHS)
                .mapToObj(i -> spec.inputs().get(i)),
            spec.outputs().stream())
        .flatMap(Stream::ofNullable);
  }

  @Override
  final Support accepts(KernelSpec spec, T op) {
    int perWay = op.activations().size() / op.direction().count();
    List<UnaryElementwise> first = op.activations().subList(0, perWay);
    List<UnaryElementwise> last =
        op.activations().subList(op.activations().size() - perWay, op.activations().size());
    boolean constant =
        IntStream.of(1, 2, B, op.peepholes())
            .allMatch(i -> i < 0 || !spec.hasInput(i) || spec.input(i).isConstant());
    boolean joined =
        op.direction().count() == 1 || !hasOutput(spec, 0) || spec.input(0).shape().size(1) == 1;
    return Support.require(spec.postOps().isEmpty(), "something is fused to it")
        .and(Support.require(!spec.hasInput(LENGTHS), "lengths of sequences"))
        .and(Support.require(op.clip() == Float.POSITIVE_INFINITY, "clip"))
        .and(Support.require(first.equals(last), "directions with different activations"))
        .and(accepts(first))
        .and(Support.require(constant, "weights that are not constant"))
        .and(
            Support.require(
                op.states() == 1 || spec.hasInput(FIRST_STATE) == spec.hasInput(FIRST_STATE + 1),
                "one of the first states without the other"))
        .and(Support.require(joined, "the directions of a batch lie apart"))
        .and(acceptsAlso(op));
  }

  /** Whether the primitive has what else the operator says. */
  Support acceptsAlso(T op) {
    return Support.yes();
  }

  private static boolean hasOutput(KernelSpec spec, int output) {
    return output < spec.outputs().size() && spec.outputs().get(output) != null;
  }

  /** Whether last states are wanted: then the primitive gives all of them. */
  private static boolean hasLastStates(KernelSpec spec) {
    return hasOutput(spec, 1) || hasOutput(spec, 2);
  }

  private static boolean resetsBehind(Recurrent op) {
    return op instanceof GRU gru && gru.linearBeforeReset();
  }

  private static boolean hasPeepholes(KernelSpec spec, Recurrent op) {
    return op.peepholes() >= 0 && spec.hasInput(op.peepholes());
  }

  @Override
  final PrimitiveDesc describe(KernelSpec spec, T op, Arena arena) {
    RecurrentForm form = RecurrentForm.of(spec, op);
    boolean cell = op.states() > 1;
    boolean first = spec.hasInput(FIRST_STATE);
    boolean last = hasLastStates(spec);
    MemorySegment none = MemorySegment.NULL;
    int biases = form.gates().size() + (resetsBehind(op) ? 1 : 0);
    int direction =
        switch (op.direction()) {
          case FORWARD -> dnnl_unidirectional_left2right();
          case REVERSE -> dnnl_unidirectional_right2left();
          case BIDIRECTIONAL -> dnnl_bidirectional_concat();
        };
    Described tensors =
        new Described(
            direction,
            form.srcLayer(arena),
            first ? form.state(arena) : none,
            first && cell ? form.state(arena) : none,
            form.anyWeights(arena, form.width()),
            form.anyWeights(arena, form.hidden()),
            hasPeepholes(spec, op) ? form.perUnit(arena, PEEPHOLE_GATES) : none,
            spec.hasInput(B) ? form.perUnit(arena, biases) : none,
            form.dstLayer(arena),
            last ? form.state(arena) : none,
            last && cell ? form.state(arena) : none);
    PrimitiveDesc desc = describe(op, tensors, new PostOps(arena));
    try {
      MemoryDescs.describe(desc.argument(DNNL_ARG_WEIGHTS_LAYER()));
      MemoryDescs.describe(desc.argument(DNNL_ARG_WEIGHTS_ITER()));
    } catch (OnednnException e) {
      desc.close();
      throw e;
    }
    return desc;
  }

  @Override
  final List<Argument> arguments(KernelSpec spec, T op, PrimitiveDesc desc, KernelContext context) {
    RecurrentForm form = RecurrentForm.of(spec, op);
    List<Argument> all = new ArrayList<>();
    all.add(new Argument.Input(DNNL_ARG_SRC_LAYER(), 0));
    if (spec.hasInput(FIRST_STATE)) {
      all.add(new Argument.Input(DNNL_ARG_SRC_ITER(), FIRST_STATE));
      if (op.states() > 1) {
        all.add(new Argument.Input(DNNL_ARG_SRC_ITER_C(), FIRST_STATE + 1));
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      all.add(
          Weights.arranged(
              DNNL_ARG_WEIGHTS_LAYER(),
              spec.input(1),
              form.plainWeights(arena, form.width()),
              desc,
              context,
              form.toString(),
              (from, to) -> form.arrangeWeights(from, to, form.width())));
      all.add(
          Weights.arranged(
              DNNL_ARG_WEIGHTS_ITER(),
              spec.input(2),
              form.plainWeights(arena, form.hidden()),
              desc,
              context,
              form.toString(),
              (from, to) -> form.arrangeWeights(from, to, form.hidden())));
      if (hasPeepholes(spec, op)) {
        all.add(
            Weights.arranged(
                DNNL_ARG_WEIGHTS_PEEPHOLE(),
                spec.input(op.peepholes()),
                form.perUnit(arena, PEEPHOLE_GATES),
                desc,
                context,
                form.toString(),
                form::arrangePeepholes));
      }
      if (spec.hasInput(B)) {
        boolean apart = resetsBehind(op);
        int count = form.gates().size() + (apart ? 1 : 0);
        all.add(
            Weights.arranged(
                DNNL_ARG_BIAS(),
                spec.input(B),
                form.perUnit(arena, count),
                desc,
                context,
                form + (apart ? " apart" : ""),
                (from, to) -> form.arrangeBiases(from, to, apart)));
      }
    }
    addResults(spec, op, form, align(desc.scratchBytes()), all);
    return all;
  }

  /** Results that nobody asks for, but that the primitive gives, go to scratch. */
  private void addResults(
      KernelSpec spec, T op, RecurrentForm form, long spare, List<Argument> all) {
    long end = spare;
    all.add(result(spec, DNNL_ARG_DST_LAYER(), 0, end, form.dstLayerBytes()));
    end += align(form.dstLayerBytes());
    if (hasLastStates(spec)) {
      all.add(result(spec, DNNL_ARG_DST_ITER(), 1, end, form.stateBytes()));
      end += align(form.stateBytes());
      if (op.states() > 1) {
        all.add(result(spec, DNNL_ARG_DST_ITER_C(), 2, end, form.stateBytes()));
      }
    }
  }

  private static Argument result(KernelSpec spec, int arg, int output, long spare, long bytes) {
    return hasOutput(spec, output)
        ? new Argument.Output(arg, output)
        : new Argument.Spare(arg, spare, bytes);
  }

  private static long align(long bytes) {
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }
}
