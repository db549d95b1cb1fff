/**
 * From a graph to something that runs: candidates, choice, layouts, memory, and the threads and
 * arenas that a run occupies.
 *
 * <p>Three lifetimes. A {@link io.culebra.plan.Plan} is made once per shapes and shared by threads:
 * steps, kernels, offsets. A {@link io.culebra.plan.Lane} is what one run occupies: a thread, its
 * workers, an arena. A {@link io.culebra.plan.Frame} is a plan bound to a lane.
 *
 * <p>The way of a choice: {@link io.culebra.plan.Selection} asks a {@link io.culebra.plan.Ranking}
 * for the ways to run each node (in static order, or by what was measured) and finds the cheapest
 * assignment to the whole graph, {@link io.culebra.plan.PlanBuilder} makes the kernels and places
 * the memory, {@link io.culebra.plan.Plans} keeps what was made. {@link io.culebra.plan.Tuner}
 * measures the ways in runs of the whole graph, {@link io.culebra.plan.MachineTimings} keeps that
 * for later processes.
 *
 * <p>Kernels that need finite operands to be exact are watched over: bounds of magnitudes are
 * carried through the steps, and {@link io.culebra.plan.FiniteGuards} lets a run look at a few
 * tensors, so that it takes the exact ways where one holds NaN, an infinity or a huge number.
 *
 * <p>The public package calls this one; it calls {@code kernel}, {@code rewrite}, {@code graph},
 * {@code op}, {@code select} and {@code tensor}, finds the backends with {@link
 * java.util.ServiceLoader} and names none of their classes.
 */
@NullMarked
package io.culebra.plan;

import org.jspecify.annotations.NullMarked;
