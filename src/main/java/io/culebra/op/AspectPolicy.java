package io.culebra.op;

/** What the sizes that {@link Resize} is given mean, named as in ONNX. */
public enum AspectPolicy {
  /** The sizes, whatever becomes of the proportions. */
  STRETCH,
  /** The largest sizes in the input's proportions that are not above. */
  NOT_LARGER,
  /** The smallest sizes in the input's proportions that are not below. */
  NOT_SMALLER
}
