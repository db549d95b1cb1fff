/**
 * {@code perf/run}: measures many models in every engine and leaves a result file. The catalogue of
 * models is a data file beside the classes.
 */
@NullMarked
package io.culebra.perf.run;

import org.jspecify.annotations.NullMarked;
