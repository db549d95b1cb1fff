/**
 * Measuring whole models: is the answer right, how long does it take, and how sure is that. The
 * commands choose what to measure and print what comes out.
 */
@NullMarked
package io.culebra.perf.measure;

import org.jspecify.annotations.NullMarked;
