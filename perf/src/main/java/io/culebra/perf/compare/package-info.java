/** {@code perf/compare}: what became slower or faster between two results, beyond the noise. */
@NullMarked
package io.culebra.perf.compare;

import org.jspecify.annotations.NullMarked;
