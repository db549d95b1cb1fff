package io.culebra.kernel;

import io.culebra.tensor.Constant;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/**
 * What the planner lends to an implementation that makes a kernel. Packed weights live as long as
 * the model and are shared by every plan that asks for the same constant in the same form.
 */
public interface KernelContext {
  /**
   * The constant, packed; made by {@code packer} if nobody asked for this form before.
   *
   * @param constant the weights
   * @param form names the packing and everything that the result depends on besides the constant,
   *     such as {@code onednn OIhw16i16o 64x64x3x3}
   * @param bytes the size of the packed form
   * @param packer writes the packed form into zeroed, 64-byte aligned memory of {@code bytes} bytes
   */
  MemorySegment pack(Constant constant, String form, long bytes, Consumer<MemorySegment> packer);

  /** The constant as it is: dense, row-major. */
  default MemorySegment plain(Constant constant) {
    return pack(constant, "plain", constant.bytes(), constant::copyTo);
  }
}
