/** {@code perf/selfcheck}: whether comparisons find what they should and nothing else. */
@NullMarked
package io.culebra.perf.selfcheck;

import org.jspecify.annotations.NullMarked;
