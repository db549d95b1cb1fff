/**
 * Tensors, their types and shapes, the off-heap memory they lie in, and the exceptions of the
 * library.
 *
 * <p>The lowest room of the house: every other package may call it, it calls none. Everything
 * numeric lies off-heap, aligned to {@link io.culebra.tensor.NativeMemory#ALIGNMENT} bytes and
 * row-major at the boundary.
 */
@NullMarked
package io.culebra.tensor;

import org.jspecify.annotations.NullMarked;
