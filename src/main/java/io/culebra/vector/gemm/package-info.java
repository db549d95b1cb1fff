/**
 * Matrix products: spun micro-kernels and the blocked driver around them, one body for dense
 * layers, batched MatMul, convolutions and Winograd's products.
 *
 * <p>Three things meet in a {@link io.culebra.vector.gemm.GemmPlan}: rows of A, gathered block by
 * block into one fixed form ({@link io.culebra.vector.gemm.RowSource}, {@link
 * io.culebra.vector.gemm.RowBlock}); B, packed into panels ({@link
 * io.culebra.vector.gemm.PanelLayout}); and micro-kernels ({@link
 * io.culebra.vector.gemm.MicroKernel}) for the {@link io.culebra.vector.gemm.Tile} that fits the
 * CPU's registers. Called by the vector implementations alone.
 */
@NullMarked
package io.culebra.vector.gemm;

import org.jspecify.annotations.NullMarked;
