/**
 * The operators: one small record each, with its attributes, its validation and its type and shape
 * inference. Nothing here knows how an operator is executed.
 *
 * <p>Names, attributes and meaning are those of the ONNX specification; attributes are kept in the
 * form of the newest opset, so the importer translates older forms. Whoever describes, rewrites,
 * plans or executes a network may call this package; it calls only {@code tensor}.
 */
@NullMarked
package io.culebra.op;

import org.jspecify.annotations.NullMarked;
