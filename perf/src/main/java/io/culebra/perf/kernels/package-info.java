/**
 * {@code perf/kernels}: implementations of single operators, timed by JMH. The shapes are data: a
 * file per family in {@code perf/shapes}, a {@link io.culebra.perf.kernels.Problem} per line.
 */
@NullMarked
package io.culebra.perf.kernels;

import org.jspecify.annotations.NullMarked;
