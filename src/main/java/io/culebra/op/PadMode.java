package io.culebra.op;

/** What {@link Pad} fills in, named as in ONNX. */
public enum PadMode {
  /** The same value everywhere. */
  CONSTANT,
  /** The data mirrored at its border element, which is not repeated. */
  REFLECT,
  /** The border element. */
  EDGE,
  /** The data from the other end. */
  WRAP
}
