package io.culebra.onednn;

import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_create;
import static io.culebra.onednn.ffi.dnnl.dnnl_primitive_destroy;

import io.culebra.kernel.Binding;
import io.culebra.kernel.Footprint;
import io.culebra.kernel.Invocation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelSpec;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** One primitive, made for one step, with what each of its arguments is to be bound to. */
final class OnednnKernel implements Kernel {
  /** What a primitive takes with its description and its code: 20 kB to 1 MB were measured. */
  private static final long PRIMITIVE_BYTES = 128 << 10;

  private final KernelSpec spec;
  private final PrimitiveDesc desc;
  private final MemorySegment primitive;
  private final List<Argument> arguments;
  private final Footprint footprint;
  private final int inPlaceInput;

  /**
   * Makes the primitive, to run with as many threads as {@link TeamSize} gives the step.
   *
   * @param desc closed with the kernel
   * @param arguments all but the scratch
   */
  OnednnKernel(
      KernelSpec spec,
      PrimitiveDesc desc,
      List<Argument> arguments,
      Footprint footprint,
      int inPlaceInput) {
    this.spec = spec;
    this.desc = desc;
    this.arguments = arguments;
    this.footprint = footprint;
    this.inPlaceInput = inPlaceInput;
    this.primitive =
        Native.make("dnnl_primitive_create", made -> dnnl_primitive_create(made, desc.handle()));
  }

  KernelSpec spec() {
    return spec;
  }

  PrimitiveDesc desc() {
    return desc;
  }

  MemorySegment primitive() {
    return primitive;
  }

  List<Argument> arguments() {
    return arguments;
  }

  @Override
  public Footprint footprint() {
    return footprint;
  }

  @Override
  public long nativeBytes() {
    return PRIMITIVE_BYTES;
  }

  @Override
  public int inPlaceInput() {
    return inPlaceInput;
  }

  @Override
  public Invocation bind(Binding binding) {
    try {
      return OnednnInvocation.of(this, binding);
    } catch (OnednnException e) {
      throw spec.fail(OnednnProvider.BACKEND, e.getMessage());
    }
  }

  @Override
  public void close() {
    Native.check(dnnl_primitive_destroy(primitive), "dnnl_primitive_destroy");
    desc.close();
  }
}
