/**
 * What an application uses: a {@link io.culebra.Model} is loaded from an ONNX file, a {@link
 * io.culebra.Session} runs it.
 *
 * <p>The public surface of the library, together with {@code io.culebra.tensor} and {@code
 * io.culebra.nn}. It calls {@code onnx}, {@code graph} and {@code plan}; the command line and
 * applications call it.
 */
@NullMarked
package io.culebra;

import org.jspecify.annotations.NullMarked;
