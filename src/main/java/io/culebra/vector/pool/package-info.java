/** Poolings with a window, channels innermost: lanes run along the channels. */
@NullMarked
package io.culebra.vector.pool;

import org.jspecify.annotations.NullMarked;
