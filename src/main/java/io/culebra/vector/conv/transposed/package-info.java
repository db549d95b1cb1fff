/**
 * ConvTranspose, which oneDNN calls deconvolution: products that tell what every input pixel gives
 * to the pixels around it, and their sum.
 */
@NullMarked
package io.culebra.vector.conv.transposed;

import org.jspecify.annotations.NullMarked;
