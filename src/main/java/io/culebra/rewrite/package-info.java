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
 * <p>To compute the same is to give results of the same shape, with infinities, NaN and zeros in
 * the same places, and all other numbers within roundings. So a constant that raises the rank of
 * the result or broadcasts it is not folded, weights take in no factor that makes float32 overflow
 * or lose digits among its subnormals, a division becomes a multiplication only where the inverse
 * is exact or rounds no worse than what follows, and a form of an operator is recognized by
 * constants that are right to the last digits of float32. What a pass may change is a result whose
 * intermediate values overflow or underflow for the data at hand: a product of 1e30 and 1e30 that
 * is divided by 1e30 is infinite as it is written, and may be 1e30 with the quotient in the
 * weights.
 *
 * <p>The planner calls this package and hands in an {@link io.culebra.rewrite.Evaluator}; it calls
 * {@code graph}, {@code op} and {@code tensor}.
 */
@NullMarked
package io.culebra.rewrite;

import org.jspecify.annotations.NullMarked;
