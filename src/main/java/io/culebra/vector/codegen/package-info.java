/**
 * Micro-kernels of products, written as bytecode: {@link
 * io.culebra.vector.codegen.MicroKernelGenerator} makes a hidden class for a {@link
 * io.culebra.vector.codegen.MicroKernelSpec} (the {@link io.culebra.vector.codegen.Tile} that fits
 * the CPU's registers, what the accumulators start from and what happens to them in the end),
 * {@link io.culebra.vector.codegen.Kernels} keeps each and runs it until C2 has compiled it.
 *
 * <p>Called by {@code gemm} and {@code conv}; knows no operator.
 */
@NullMarked
package io.culebra.vector.codegen;

import org.jspecify.annotations.NullMarked;
