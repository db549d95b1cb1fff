/** The turning of pairs of elements by angles that depend on their place in the sequence. */
@NullMarked
package io.culebra.vector.rotary;

import org.jspecify.annotations.NullMarked;
