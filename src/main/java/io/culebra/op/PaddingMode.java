package io.culebra.op;

/** What {@link GridSample} finds outside of its input, named as in ONNX. */
public enum PaddingMode {
  /** Zeros. */
  ZEROS,
  /** The nearest element of the border. */
  BORDER,
  /** The input mirrored at its border, as often as needed. */
  REFLECTION
}
