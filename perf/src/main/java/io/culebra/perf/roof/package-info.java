/**
 * The machine's limits, measured from Java: peak arithmetic at each vector width, bandwidth of each
 * level of memory, the price of a foreign call. What other figures are compared with.
 */
@NullMarked
package io.culebra.perf.roof;

import org.jspecify.annotations.NullMarked;
