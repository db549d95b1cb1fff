package io.culebra.op;

/** In which order a {@link Recurrent} operator goes through a sequence, named as in ONNX. */
public enum RecurrentDirection {
  /** From the first step to the last. */
  FORWARD,
  /** From the last step to the first. */
  REVERSE,
  /** Both, with weights of their own; the results stand one behind the other. */
  BIDIRECTIONAL;

  /** How many sets of weights there are. */
  public int count() {
    return this == BIDIRECTIONAL ? 2 : 1;
  }
}
