/**
 * The command line of the performance harness: one picocli command per launcher in {@code perf/}.
 */
@NullMarked
package io.culebra.perf;

import org.jspecify.annotations.NullMarked;
