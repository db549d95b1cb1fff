package io.culebra.op;

/** Which element is the nearest to a place between two, named as in ONNX. */
public enum NearestMode {
  /** The nearer one, of two as near the first. */
  ROUND_PREFER_FLOOR,
  /** The nearer one, of two as near the second. */
  ROUND_PREFER_CEIL,
  /** The first. */
  FLOOR,
  /** The second. */
  CEIL
}
