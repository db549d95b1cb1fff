/**
 * Networks written in Java, in the manner of Keras: layers applied to symbols make the same graph
 * that the ONNX reader makes of a file.
 *
 * <p>A chain is a {@link io.culebra.nn.Sequential}; anything else begins with {@link
 * io.culebra.nn.NetworkBuilder#input} and applies layers. Either gives a {@link
 * io.culebra.nn.Network}, which runs and can be written as an ONNX file. Images have the channels
 * first: batch x channels x height x width. Every layer is one file: it checks its inputs, makes
 * its weights and writes its nodes through a {@code LayerScope}. {@code nn.weights} reads and
 * writes files of weights, {@code nn.generate} makes text with language models, {@code nn.zoo} has
 * well-known networks.
 *
 * <p>Anybody may call this package; it calls the top package, {@code onnx}, {@code graph}, {@code
 * op} and {@code tensor}. Nothing here is safe for use by many threads but {@link
 * io.culebra.nn.Network}.
 */
@NullMarked
package io.culebra.nn;

import org.jspecify.annotations.NullMarked;
