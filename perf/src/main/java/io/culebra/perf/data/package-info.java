/**
 * Tensors as plain bytes, the way every engine can take and give them: made as inputs of a model,
 * compared as outputs. It knows no engine.
 */
@NullMarked
package io.culebra.perf.data;

import org.jspecify.annotations.NullMarked;
