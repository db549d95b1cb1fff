package io.culebra.op;

/** How the padding of a {@link Window} is told, named as in ONNX. */
public enum AutoPad {
  /** By explicit numbers. */
  NOTSET,
  /**
   * So that the output has the size of the input divided by the stride; an odd element is put
   * behind.
   */
  SAME_UPPER,
  /**
   * So that the output has the size of the input divided by the stride; an odd element is put in
   * front.
   */
  SAME_LOWER,
  /** None. */
  VALID
}
