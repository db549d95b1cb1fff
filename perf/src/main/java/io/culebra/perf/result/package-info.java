/**
 * What a run of the harness leaves behind: records that are written as JSON and read again by
 * reports and comparisons.
 */
@NullMarked
package io.culebra.perf.result;

import org.jspecify.annotations.NullMarked;
