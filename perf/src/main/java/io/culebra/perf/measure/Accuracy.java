package io.culebra.perf.measure;

/**
 * How an engine's answer compares with ONNX Runtime's, before a last Softmax.
 *
 * @param error max|y - ref| / max|ref|, of the worst output
 * @param samePlaces whether NaN and the infinities stand in the same places
 * @param referenceChange how much the reference itself changes with another input, of the output
 *     that changes least
 */
public record Accuracy(double error, boolean samePlaces, double referenceChange) {

  /** A reference that changes less than this with the input could hide an error as large. */
  private static final double LARGEST_ERROR = 1e-3;

  /** Whether the answer counts as right. */
  public boolean correct() {
    return error < LARGEST_ERROR && samePlaces && referenceChange > LARGEST_ERROR;
  }

  /** In words: {@code right} or what is wrong. */
  public String verdict() {
    if (correct()) {
      return "right";
    }
    if (referenceChange <= LARGEST_ERROR) {
      return "the reference hardly changes with the input";
    }
    return samePlaces ? "wrong" : "NaN or infinities in other places";
  }
}
