/** {@code perf/versus}: Culebra beside ONNX Runtime on one model. */
@NullMarked
package io.culebra.perf.versus;

import org.jspecify.annotations.NullMarked;
