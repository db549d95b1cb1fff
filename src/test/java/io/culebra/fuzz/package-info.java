/**
 * A differential generator: random graphs of every operator that the library knows, run on a
 * backend and compared with ONNX Runtime. {@code ./culebra fuzz} starts it, {@link
 * io.culebra.fuzz.FuzzIT} runs it for a while in the build.
 *
 * <p>{@link io.culebra.fuzz.Sketch} draws a graph node by node and lets {@link
 * io.culebra.fuzz.Oracle} compute each at once, so that the generators, one family of operators a
 * class, see real shapes and values; {@link io.culebra.fuzz.Subject} runs the whole on the library;
 * {@link io.culebra.fuzz.Shrinker} makes what fails small.
 */
@NullMarked
package io.culebra.fuzz;

import org.jspecify.annotations.NullMarked;
