/**
 * What becomes of NaN, infinities, zeros with a sign, subnormal and very large numbers: every
 * implementation of every backend against the specification, in double precision, and numpy where
 * it is silent. {@link io.culebra.specials.SpecialCase} is one step with its right answer; a class
 * for each family of operators makes them.
 */
@NullMarked
package io.culebra.specials;

import org.jspecify.annotations.NullMarked;
