package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_forward_inference;
import static io.culebra.onednn.ffi.dnnl.dnnl_pooling_avg_exclude_padding;
import static io.culebra.onednn.ffi.dnnl.dnnl_pooling_avg_include_padding;
import static io.culebra.onednn.ffi.dnnl.dnnl_pooling_forward_primitive_desc_create;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.AutoPad;
import io.culebra.op.AveragePool;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.Op;
import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** AveragePool, and the same over all of an image at once. */
final class OnednnPooling<T extends Op> extends OnednnImplementation<T> {
  OnednnPooling(Class<T> operator) {
    super("pooling", operator);
  }

  /**
   * What the two operators are for oneDNN.
   *
   * @param algorithm the {@code dnnl_alg_kind_t}
   * @param window the window, resolved
   */
  private record Pool(int algorithm, Window window) {
    static Pool of(Op op, Shape input) {
      return switch (op) {
        case AveragePool average ->
            new Pool(
                average.countIncludePad()
                    ? dnnl_pooling_avg_include_padding()
                    : dnnl_pooling_avg_exclude_padding(),
                resolved(average.window(), input));
        case GlobalAveragePool _ -> new Pool(dnnl_pooling_avg_exclude_padding(), whole(input));
        default -> throw new IllegalArgumentException(op.name() + " is no pooling");
      };
    }

    private static Window resolved(Window window, Shape input) {
      return window.resolved(input, window.kernel());
    }

    private static Window whole(Shape input) {
      List<Integer> kernel =
          IntStream.range(2, input.rank())
              .mapToObj(axis -> Math.toIntExact(input.size(axis)))
              .toList();
      return new Window(kernel, List.of(), List.of(), List.of(), List.of(), AutoPad.NOTSET)
          .resolved(input, kernel);
    }

    /** The padding behind that makes the windows as many as the output has elements. */
    long[] paddingR(Shape input, Shape output) {
      return IntStream.range(0, window.kernel().size())
          .mapToLong(i ->
              Math.max(
                  window.padsEnd().get(i), lastStart(i, output) + extent(i) - input.size(i + 2)))
          .toArray();
    }

    /** Where the last window starts, 0 being the first element behind the padding. */
    private long lastStart(int i, Shape output) {
      return (output.size(i + 2) - 1) * window.strides().get(i) - window.padsBegin().get(i);
    }

    private long extent(int i) {
      return (window.kernel().get(i) - 1L) * window.dilations().get(i) + 1;
    }

    /**
     * Whether a window reaches beyond the padding, over elements that ONNX does not count and
     * oneDNN does.
     */
    boolean reachesBeyondPadding(Shape input, Shape output) {
      return IntStream.range(0, window.kernel().size())
          .anyMatch(
              i -> lastStart(i, output) + extent(i) > input.size(i + 2) + window.padsEnd().get(i));
    }

    /** Whether a window could lie over padding alone, which gives no number that both agree on. */
    boolean mayMissInput(Shape input, Shape output) {
      return IntStream.range(0, window.kernel().size())
          .anyMatch(i ->
              window.padsBegin().get(i) >= extent(i)
                  || lastStart(i, output) >= input.size(i + 2)
                  || window.dilations().get(i) > input.size(i + 2));
    }
  }

  @Override
  Stream<Operand> operands(KernelSpec spec) {
    return firstOperands(spec);
  }

  @Override
  Support accepts(KernelSpec spec, T op) {
    Shape input = spec.input(0).shape();
    Shape output = spec.output().shape();
    if (input.rank() < 3 || input.rank() > 5) {
      return Support.no("only one to three spatial dimensions");
    }
    Pool pool = Pool.of(op, input);
    boolean countsPadding = pool.algorithm() == dnnl_pooling_avg_include_padding();
    return Support.require(!pool.mayMissInput(input, output), "a window of padding alone")
        .and(
            Support.require(
                !countsPadding || !pool.reachesBeyondPadding(input, output),
                "the last window reaches beyond the padding that is counted"))
        .and(Support.require(!pool.window().startsInside(), STARTS_INSIDE));
  }

  @Override
  List<Layouts> ways(KernelSpec spec, T op) {
    return imageLayouts(spec, REORDER_PENALTY);
  }

  @Override
  PrimitiveDesc describe(KernelSpec spec, T op, Arena arena) {
    Shape input = spec.input(0).shape();
    Pool pool = Pool.of(op, input);
    MemorySegment src = MemoryDescs.of(arena, spec.input(0));
    MemorySegment dst = MemoryDescs.of(arena, spec.output());
    Sliding sliding = Sliding.of(arena, pool.window(), pool.paddingR(input, spec.output().shape()));
    return PrimitiveDesc.create(
        primitive(),
        new PostOps(arena).addAll(spec, dst),
        (desc, engine, attributes) ->
            dnnl_pooling_forward_primitive_desc_create(
                desc,
                engine,
                dnnl_forward_inference(),
                pool.algorithm(),
                src,
                dst,
                sliding.strides(),
                sliding.kernel(),
                sliding.dilations(),
                sliding.paddingL(),
                sliding.paddingR(),
                attributes));
  }
}
