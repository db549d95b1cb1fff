package io.culebra.specials;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A right answer: NaN and infinities have to stand exactly where they stand here.
 *
 * @param values the answer before it is rounded to float32
 * @param relative how far a finite number may be off, relative to itself
 * @param absolute how far it may be off besides
 * @param signed whether the sign of a zero counts
 */
public record Expected(double[] values, double relative, double absolute, boolean signed) {
  private static final int SHOWN = 4;

  static Expected exact(double[] values) {
    return new Expected(values, 0, 0, false);
  }

  static Expected about(double[] values, double tolerance) {
    return new Expected(values, tolerance, tolerance, false);
  }

  /** What is wrong with an answer; empty where nothing is. */
  public String faults(Tensor answer) {
    return faults(answer.dataType() == DataType.INT64 ? floats(answer) : answer.toFloatArray());
  }

  /** What is wrong with an answer; empty where nothing is. */
  public String faults(float[] answer) {
    if (answer.length != values.length) {
      return answer.length + " elements where " + values.length + " were expected";
    }
    List<String> faults = new ArrayList<>();
    int count = 0;
    for (int i = 0; i < answer.length; i++) {
      float want = (float) values[i];
      if (!isRight(want, answer[i])) {
        count++;
        if (count <= SHOWN) {
          faults.add("element " + i + " is " + answer[i] + " where " + want + " was expected");
        }
      }
    }
    return faults.isEmpty() ? "" : count + " wrong: " + faults;
  }

  private boolean isRight(float want, float have) {
    if (!Float.isFinite(want) || (want == 0 && signed)) {
      return Float.compare(want, have) == 0;
    }
    return Math.abs((double) want - have) <= relative * Math.abs(want) + absolute;
  }

  private static float[] floats(Tensor integers) {
    long[] from = integers.toLongArray();
    float[] to = new float[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i];
    }
    return to;
  }
}
