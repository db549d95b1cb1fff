/** Tells whether the machine was quiet while something was measured. */
@NullMarked
package io.culebra.perf.noise;

import org.jspecify.annotations.NullMarked;
