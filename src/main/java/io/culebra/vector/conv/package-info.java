/**
 * Convolutions, channels last, each way in a package of its own or here.
 *
 * <table>
 * <caption>Which runs what</caption>
 * <tr><td>3x3, stride 1, constant filters</td><td>{@code winograd}</td></tr>
 * <tr><td>a filter for each channel</td><td>{@code depthwise}</td></tr>
 * <tr><td>everything else</td><td>{@link io.culebra.vector.conv.ConvImplicitGemm}: output pixels by
 *     taps and channels, times taps and channels by output channels; the rows of the first matrix
 *     are gathered from the image ({@link io.culebra.vector.conv.ConvolutionRows}) and multiplied by
 *     {@link io.culebra.vector.gemm}</td></tr>
 * <tr><td>ConvTranspose</td><td>{@code transposed}</td></tr>
 * </table>
 *
 * <p>Called by the vector backend's provider.
 */
@NullMarked
package io.culebra.vector.conv;

import org.jspecify.annotations.NullMarked;
