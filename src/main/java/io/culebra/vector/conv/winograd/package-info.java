/**
 * Convolutions of 3x3 windows with fewer multiplications: Winograd's minimal filtering.
 *
 * <p>{@link io.culebra.vector.conv.winograd.WinogradConvolution} decides which of two {@link
 * io.culebra.vector.conv.winograd.TileForm forms} a step takes, {@link
 * io.culebra.vector.conv.winograd.FilterTransform} makes of constant filters a matrix for each
 * position of a tile, and {@link io.culebra.vector.conv.winograd.TileWork} transforms input tiles,
 * multiplies with {@link io.culebra.vector.gemm}'s kernels and transforms back. {@link
 * io.culebra.vector.conv.winograd.WinogradKernel} shares that among threads.
 */
@NullMarked
package io.culebra.vector.conv.winograd;

import org.jspecify.annotations.NullMarked;
