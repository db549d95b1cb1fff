/**
 * A network as a graph of operators: nodes in topological order, values between them, constants.
 *
 * <p>Graphs are immutable; an edit is a {@link io.culebra.graph.Patch} that makes a new graph.
 * {@link io.culebra.graph.Inference} tells the type of every value. Readers, builders, rewrites and
 * the planner may call this package; it calls {@code op} and {@code tensor}.
 */
@NullMarked
package io.culebra.graph;

import org.jspecify.annotations.NullMarked;
