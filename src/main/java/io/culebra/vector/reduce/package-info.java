/**
 * Operators that fold elements along axes: reductions, and softmax with its logarithm. Operands are
 * seen as outer x folded x inner; where inner is 1 the rows are contiguous and lanes run along
 * them, otherwise lanes run along the inner axis.
 */
@NullMarked
package io.culebra.vector.reduce;

import org.jspecify.annotations.NullMarked;
