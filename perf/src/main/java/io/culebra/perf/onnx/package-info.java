/**
 * ONNX files as the harness needs them: read, looked up by value name, given other outputs, written
 * again. Every command may use it; it knows no engine.
 */
@NullMarked
package io.culebra.perf.onnx;

import org.jspecify.annotations.NullMarked;
