/**
 * Functions of vectors of floats: the activations of ONNX and what they are made of. Only
 * arithmetic, no memory, no branches: the loops of the vector backend copy the code of these
 * methods into their bodies ({@link io.culebra.vector.math.LaneCode}).
 *
 * <p>Relative errors are about 1e-6 at most. Not a number stays that; infinities come out as the
 * limits of the function where it has one.
 */
@NullMarked
package io.culebra.vector.math;

import org.jspecify.annotations.NullMarked;
