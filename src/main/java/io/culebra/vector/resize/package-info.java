/** Resize of images with channels innermost: weighted sums of rows, then of pixels. */
@NullMarked
package io.culebra.vector.resize;

import org.jspecify.annotations.NullMarked;
