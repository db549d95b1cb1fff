/**
 * {@code perf/fill}: gives a model whose weights are constants (ConstantOfShape) seeded random ones
 * that behave like trained weights. With constant weights every output is the same whatever the
 * input, which hides every error of an engine.
 */
@NullMarked
package io.culebra.perf.fill;

import org.jspecify.annotations.NullMarked;
