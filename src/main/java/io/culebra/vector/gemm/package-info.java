/**
 * Matrix products: MatMul and Gemm with what is fused to them, and the blocked driver that serves
 * convolutions and Winograd's products, too.
 *
 * <p>Three things meet in a {@link io.culebra.vector.gemm.GemmPlan}: rows of A, gathered block by
 * block into one fixed form ({@link io.culebra.vector.gemm.RowSource}); B, packed into panels
 * ({@link io.culebra.vector.gemm.PanelLayout}); and the micro-kernels of {@link
 * io.culebra.vector.codegen}. An implementation turns a step into a list of {@link
 * io.culebra.vector.gemm.Product}s over the same operands (one per batch item or group) and leaves
 * the work to {@link io.culebra.vector.gemm.ProductKernel}.
 *
 * <p>Called by the vector implementations alone.
 */
@NullMarked
package io.culebra.vector.gemm;

import org.jspecify.annotations.NullMarked;
