/**
 * Plain, obviously right loops for every operator that the fast backends compute: the oracle of
 * their tests, and what runs a node that neither of them can run.
 *
 * <p>Everything is computed in double or long, element by element, row-major, on segments with
 * checked bounds. Reads like the specification; speed comes second. Found by the planner as a
 * service; nobody calls it directly.
 */
@NullMarked
package io.culebra.reference;

import org.jspecify.annotations.NullMarked;
