/**
 * {@code perf/fairness}: whether the harness gives ONNX Runtime the figures that it has by itself.
 */
@NullMarked
package io.culebra.perf.fairness;

import org.jspecify.annotations.NullMarked;
