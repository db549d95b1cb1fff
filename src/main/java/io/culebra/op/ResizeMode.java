package io.culebra.op;

/** How {@link Resize} makes an element from those around it, named as in ONNX. */
public enum ResizeMode {
  /** The nearest element. */
  NEAREST,
  /** A weighted mean of the two around it along each axis. */
  LINEAR,
  /** A cubic through the four around it along each axis. */
  CUBIC
}
