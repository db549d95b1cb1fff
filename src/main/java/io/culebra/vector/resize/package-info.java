/** Resize and sampling of images with channels innermost: weighted sums of rows and of pixels. */
@NullMarked
package io.culebra.vector.resize;

import org.jspecify.annotations.NullMarked;
