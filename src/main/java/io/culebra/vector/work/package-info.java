/**
 * What the kernels of the vector backend have in common: how work is cut into ranges and shared by
 * the threads of a team, how post-ops follow it, and what is done with runs of floats.
 */
@NullMarked
package io.culebra.vector.work;

import org.jspecify.annotations.NullMarked;
