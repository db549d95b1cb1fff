/**
 * Operators that normalise: by the statistics of rows, of channels, or of neighbouring channels.
 */
@NullMarked
package io.culebra.vector.normalize;

import org.jspecify.annotations.NullMarked;
