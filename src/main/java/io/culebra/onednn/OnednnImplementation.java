package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_DST;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SCRATCHPAD;
import static io.culebra.onednn.ffi.dnnl.DNNL_ARG_SRC;

import io.culebra.kernel.Footprint;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.onednn.Answers.Answer;
import io.culebra.op.Op;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An operator run by one primitive. A subclass says what of the operator the primitive can mean,
 * how it is described to oneDNN, and what its arguments are; whether oneDNN has an implementation
 * is found out by asking it.
 *
 * @param <T> the operator
 */
abstract class OnednnImplementation<T extends Op> implements Implementation {
  /**
   * How much slower than reading and writing everything once oneDNN's plain C++ loops are taken to
   * be.
   */
  private static final long REFERENCE_PENALTY = 64;

  /** The same for channels in front, where a primitive puts them last by itself. */
  static final long REORDER_PENALTY = 4;

  static final String STARTS_INSIDE = "windows that leave elements out in front";

  private final String primitive;
  private final Class<T> operator;
  private final Answers answers = new Answers();

  OnednnImplementation(String primitive, Class<T> operator) {
    this.primitive = primitive;
    this.operator = operator;
  }

  /**
   * Whether the primitive can mean what the operator means here. Sizes, f32 and post-ops have been
   * checked.
   */
  abstract Support accepts(KernelSpec spec, T op);

  /**
   * Describes the step to oneDNN.
   *
   * @param arena holds what need not outlive the call
   * @throws OnednnException if oneDNN refuses
   */
  abstract PrimitiveDesc describe(KernelSpec spec, T op, Arena arena);

  /**
   * The primitive's arguments, without those of post-ops and the scratch: one input and one output
   * unless told.
   */
  List<Argument> arguments(KernelSpec spec, T op, PrimitiveDesc desc, KernelContext context) {
    return List.of(new Argument.Input(DNNL_ARG_SRC(), 0), new Argument.Output(DNNL_ARG_DST(), 0));
  }

  /** The ways to lay the operands out that oneDNN is asked about, the best first. */
  List<Layouts> ways(KernelSpec spec, T op) {
    return List.of(Layouts.rowMajor(spec));
  }

  /** The input that the output may take over, or -1. */
  int inPlaceInput(KernelSpec spec, T op) {
    return -1;
  }

  /** The tensors that the primitive works on: all unless told. */
  Stream<Operand> operands(KernelSpec spec) {
    return allOperands(spec);
  }

  private static Stream<Operand> allOperands(KernelSpec spec) {
    return Stream.of(spec.inputs(), spec.outputs())
        .flatMap(List::stream)
        .flatMap(Stream::ofNullable);
  }

  /** The first input and the first output, where the other inputs are numbers known beforehand. */
  static Stream<Operand> firstOperands(KernelSpec spec) {
    return Stream.of(spec.input(0), spec.output());
  }

  /** The primitive's name in oneDNN. */
  final String primitive() {
    return primitive;
  }

  @Override
  public final String name() {
    return OnednnProvider.BACKEND + "/" + primitive;
  }

  @Override
  public final Class<? extends Op> operator() {
    return operator;
  }

  @Override
  public final Support supports(KernelSpec spec) {
    T op = spec.base(operator);
    Support support = SpecialNumbers.of(op).and(Limits.of(operands(spec), spec));
    support = support.isYes() ? accepts(spec, op) : support;
    for (Layouts way : support.isYes() ? ways(spec, op) : List.<Layouts>of()) {
      support = ask(spec.in(way), op).support();
      if (support.isYes()) {
        break;
      }
    }
    return support;
  }

  @Override
  public final List<Layouts> layouts(KernelSpec spec) {
    T op = spec.base(operator);
    List<Layouts> layouts = new ArrayList<>();
    for (Layouts way : ways(spec, op)) {
      Answer answer = ask(spec.in(way), op);
      if (answer.support().isYes()) {
        long slower = answer.isReference() ? REFERENCE_PENALTY * traffic(spec) : 0;
        layouts.add(way.withPenalty(way.penalty() + slower));
      }
    }
    return layouts;
  }

  /** What oneDNN says to a step, and to what is left of it where its operands aren't finite. */
  private Answer ask(KernelSpec spec, T op) {
    Answer answer = askOnce(spec, op);
    if (answer.support().isYes() && ExactPostOps.areNeeded(spec)) {
      Answer exact = askOnce(ExactPostOps.before(spec), op);
      return exact.support().isYes() ? answer : exact;
    }
    return answer;
  }

  private Answer askOnce(KernelSpec spec, T op) {
    // Where constants are parameters rather than tensors of the primitive, the answer depends on
    // their values.
    boolean dependsOnValues = operands(spec).count() < allOperands(spec).count();
    return dependsOnValues ? askOnednn(spec, op) : answers.get(spec, () -> askOnednn(spec, op));
  }

  private Answer askOnednn(KernelSpec spec, T op) {
    return OpenMp.withThreads(
        TeamSize.of(spec),
        () -> {
          try (Arena arena = Arena.ofConfined();
              PrimitiveDesc desc = describe(spec, op, arena)) {
            boolean isReference = desc.implementation().contains("ref:");
            return new Answer(Support.yes(), isReference, desc.scratchBytes());
          } catch (OnednnException e) {
            return new Answer(Support.no("oneDNN refuses: " + e.getMessage()), false);
          }
        });
  }

  @Override
  public final Kernel create(KernelSpec spec, KernelContext context) {
    try {
      int threads = TeamSize.of(spec);
      OpenMp.startTeam(threads);
      Kernel kernel = OpenMp.withThreads(threads, () -> make(spec, context));
      if (!ExactPostOps.areNeeded(spec)) {
        return kernel;
      }
      KernelSpec exact = ExactPostOps.before(spec);
      long scratch = askOnce(exact, spec.base(operator)).scratchBytes();
      return new FiniteKernel(spec, kernel, () -> create(exact, context), scratch, context);
    } catch (OnednnException e) {
      throw spec.fail(OnednnProvider.BACKEND, e.getMessage());
    }
  }

  private Kernel make(KernelSpec spec, KernelContext context) {
    T op = spec.base(operator);
    try (Arena arena = Arena.ofConfined()) {
      PrimitiveDesc desc = describe(spec, op, arena);
      try {
        List<Argument> all = new ArrayList<>(arguments(spec, op, desc, context));
        all.addAll(desc.postOpArguments());
        long scratch = desc.scratchBytes();
        if (scratch > 0) {
          all.add(new Argument.Scratch(DNNL_ARG_SCRATCHPAD()));
        }
        for (Argument argument : all) {
          if (argument instanceof Argument.Spare spare) {
            scratch = Math.max(scratch, spare.offset() + spare.bytes());
          }
        }
        return new OnednnKernel(
            spec, desc, all, footprint(spec, all, scratch), inPlaceInput(spec, op));
      } catch (RuntimeException e) {
        desc.close();
        throw e;
      }
    }
  }

  private static Footprint footprint(KernelSpec spec, List<Argument> arguments, long scratch) {
    long[] reads = new long[spec.inputs().size()];
    for (Argument argument : arguments) {
      if (argument instanceof Argument.Input input) {
        reads[input.index()] = spec.input(input.index()).bytes();
      }
    }
    return new Footprint(reads, Footprint.dense(spec).writes(), scratch);
  }

  /** Whether nobody asks for more than the first output. */
  static boolean hasOneOutput(KernelSpec spec) {
    return spec.outputs().stream().filter(Objects::nonNull).count() == 1;
  }

  /**
   * Everything in the same layout, whichever: for primitives that look at each element by itself.
   */
  static List<Layouts> anyLayout(KernelSpec spec) {
    Layouts rowMajor = Layouts.rowMajor(spec);
    return spec.output().shape().rank() < 3
        ? List.of(rowMajor)
        : List.of(rowMajor, Layouts.channelsLast(spec));
  }

  /**
   * Channels last, or row-major at a price, for the first input, the output, and what is added to
   * it; row-major for the weights and everything else.
   *
   * @param factor the price of row-major, in times that everything is read and written
   */
  static List<Layouts> imageLayouts(KernelSpec spec, long factor) {
    long price = factor * traffic(spec);
    Layouts rowMajor = Layouts.rowMajor(spec, price);
    Layouts channelsLast = Layouts.channelsLast(spec);
    for (int i = 1; i < spec.inputs().size(); i++) {
      if (spec.hasInput(i)) {
        channelsLast = channelsLast.withRowMajor(i);
      }
    }
    return List.of(channelsLast, rowMajor);
  }

  private static long traffic(KernelSpec spec) {
    long outputs =
        spec.outputs().stream().flatMap(Stream::ofNullable).mapToLong(Operand::bytes).sum();
    return spec.input(0).bytes() + outputs;
  }
}
