package io.culebra;

/** The number format in which a session computes what the model computes in float32. */
public enum Precision {
  /** IEEE single precision throughout. */
  F32
}
