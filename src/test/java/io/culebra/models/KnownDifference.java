package io.culebra.models;

import io.culebra.op.ArgMax;
import io.culebra.op.ArgMin;
import io.culebra.op.Clip;
import io.culebra.op.GlobalMaxPool;
import io.culebra.op.LRN;
import io.culebra.op.MaxPool;
import io.culebra.op.Op;
import io.culebra.op.ReduceLogSumExp;
import io.culebra.op.ReduceMax;
import io.culebra.op.ReduceMin;
import io.culebra.op.Sigmoid;
import io.culebra.op.Swish;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where ONNX Runtime 1.29 answers otherwise than the specification, or numpy where that is silent,
 * and the library therefore otherwise than ONNX Runtime. Nothing else is exempt from agreeing.
 *
 * @param operators which operators it is about
 * @param what what ONNX Runtime does
 * @param source what the specification or numpy says, and where
 */
public record KnownDifference(Predicate<Op> operators, String what, String source) {
  private static final String SPECIFICATION = "https://onnx.ai/onnx/operators/onnx__";
  private static final String NUMPY = "https://numpy.org/doc/stable/reference/generated/numpy.";

  /** All of them. */
  public static final List<KnownDifference> ALL =
      List.of(
          new KnownDifference(
              op -> op instanceof Clip clip && (Float.isNaN(clip.min()) || Float.isNaN(clip.max())),
              "a bound that is NaN does not bound",
              SPECIFICATION
                  + "Clip.html: equivalent to Min(max, Max(input, min)); "
                  + NUMPY
                  + "maximum.html: if one of the elements being compared is a NaN, it is returned"),
          new KnownDifference(
              op -> op instanceof MaxPool || op instanceof GlobalMaxPool,
              "NaN in a window is passed over, and -Infinity alone gives the least finite number",
              SPECIFICATION
                  + "MaxPool.html: computing the max on all values of a subset; "
                  + NUMPY
                  + "max.html: NaN values are propagated"),
          new KnownDifference(
              op -> op instanceof ReduceMax || op instanceof ReduceMin,
              "whether NaN wins depends on where it stands",
              SPECIFICATION
                  + "ReduceMax.html: computes the max of the elements; "
                  + NUMPY
                  + "max.html: NaN values are propagated"),
          new KnownDifference(
              op -> op instanceof ArgMax || op instanceof ArgMin,
              "NaN is passed over",
              NUMPY + "argmax.html, argmin.html: as max and min, for which NaN propagates"),
          new KnownDifference(
              op -> op instanceof ReduceLogSumExp,
              "the least finite number among -Infinity counts as -Infinity",
              SPECIFICATION + "ReduceLogSumExp.html: the logarithm of the sum of exponentials"),
          new KnownDifference(
              op -> op instanceof LRN,
              "NaN and Infinity reach all channels behind them, not only those of the window",
              SPECIFICATION + "LRN.html: square_sum is over size channels around each"),
          new KnownDifference(
              op -> op instanceof Sigmoid || op instanceof Swish,
              "arguments below about -18 give 0, those near it differ in the third digit",
              SPECIFICATION + "Sigmoid.html: y = 1 / (1 + exp(-x))"));

  /** What is known of an operator, if anything. */
  public static Optional<KnownDifference> of(Op op) {
    return ALL.stream().filter(known -> known.operators().test(op)).findFirst();
  }
}
