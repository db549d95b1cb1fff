/**
 * Portable simplification and fusion of networks: every pass takes a graph and gives one that
 * computes the same with fewer or cheaper steps.
 *
 * <p>One class per pass; {@link io.culebra.rewrite.Rewrites} puts them in order, {@link
 * io.culebra.rewrite.Rewriter} runs them until nothing changes. A pass never fails: where its
 * pattern does not occur it leaves the graph alone. Most passes look at one node at a time and
 * replace it by others that make the same value ({@code NodeRewrite}, {@code Edit}); what a node is
 * the end of is described by a {@code Pattern}. As every replacement keeps the meaning of the value
 * it makes, replacements of one pass cannot disturb each other, and what nobody uses any more
 * vanishes with the next graph.
 *
 * <p>The planner calls this package and hands in an {@link io.culebra.rewrite.Evaluator}; it calls
 * {@code graph}, {@code op} and {@code tensor}.
 */
@NullMarked
package io.culebra.rewrite;

import org.jspecify.annotations.NullMarked;
