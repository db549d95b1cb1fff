/**
 * A backend that is slower than it has to be: the vector backend with one operator's kernels
 * wrapped in a wait. It is found only where the folder {@code perf/slowed}, which names it as a
 * service, is on the class path before the library. {@code perf/selfcheck} uses it to see whether
 * comparisons find what they should.
 */
@NullMarked
package io.culebra.perf.slow;

import org.jspecify.annotations.NullMarked;
