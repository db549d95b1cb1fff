/**
 * Files of named weights: NumPy's {@code .npz} and safetensors. Both are read as untrusted: every
 * size, offset and type is checked before memory is set aside.
 *
 * <p>{@code nn} calls this package, and the command line for single arrays; it calls {@code
 * tensor}. The header of safetensors is JSON, which gson reads and writes: an optional library,
 * loaded when such a file is touched.
 */
@NullMarked
package io.culebra.nn.weights;

import org.jspecify.annotations.NullMarked;
