/**
 * The choice among the ways to run a step: what a step is as a {@link io.culebra.select.Problem},
 * what was measured of its ways ({@link io.culebra.select.Timings}, kept in a {@link
 * io.culebra.select.TuningFile}), and the cheapest way through many steps ({@link
 * io.culebra.select.LayoutSearch}).
 *
 * <p>{@code plan} calls it; it calls {@code kernel}, {@code cache} and {@code tensor}, makes no
 * kernel and knows no graph.
 */
@NullMarked
package io.culebra.select;

import org.jspecify.annotations.NullMarked;
