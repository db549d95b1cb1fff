/**
 * Reads ONNX files into graphs and writes graphs as ONNX files.
 *
 * <p>{@link io.culebra.onnx.OnnxReader} and {@link io.culebra.onnx.OnnxWriter} are for models,
 * {@link io.culebra.onnx.OnnxTensors} is for files of one tensor. Weights stay in the mapped file
 * until somebody asks for them. Which ONNX operator becomes which operator of ours stands in one
 * flat table, {@code ImportTable}, filled by one class per family of operators; older forms of
 * operators are translated to the newest there.
 *
 * <p>The public surface and the network builder call this package; it calls {@code graph}, {@code
 * op} and {@code tensor}, and alone knows protobuf.
 */
@NullMarked
package io.culebra.onnx;

import org.jspecify.annotations.NullMarked;
