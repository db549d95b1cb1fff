package io.culebra.specials;

import io.culebra.op.ArgMax;
import io.culebra.op.ArgMin;
import io.culebra.op.LogSoftmax;
import io.culebra.op.Op;
import io.culebra.op.ReduceL1;
import io.culebra.op.ReduceL2;
import io.culebra.op.ReduceLogSum;
import io.culebra.op.ReduceLogSumExp;
import io.culebra.op.ReduceMax;
import io.culebra.op.ReduceMean;
import io.culebra.op.ReduceMin;
import io.culebra.op.ReduceProd;
import io.culebra.op.ReduceSum;
import io.culebra.op.ReduceSumSquare;
import io.culebra.op.Softmax;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/** Reductions, softmax and the search for extremes along an axis, wherever it lies in memory. */
public final class FoldCases {
  private static final int[] SIZES = {2, 7, 33, 50, 1001};
  private static final double CLOSE = 2e-5;

  private FoldCases() {}

  private record Reduction(Op op, ToDoubleFunction<float[]> function) {}

  private static double max(float[] row) {
    return Specials.fold(row, Double.NEGATIVE_INFINITY, Math::max);
  }

  /** As float32 has it: infinite where it overflows. */
  private static double sum(float[] row) {
    return (float) Specials.fold(row, 0, Double::sum);
  }

  private static double squares(float[] row) {
    return (float) Specials.fold(row, 0, (sum, x) -> sum + x * x);
  }

  private static double logSumExp(float[] row) {
    double max = max(row);
    return Double.isInfinite(max) ? max : max + Math.log(exponentials(row, max));
  }

  private static double exponentials(float[] row, double max) {
    return Specials.fold(row, 0, (sum, x) -> sum + Math.exp(x - max));
  }

  private static List<Reduction> all() {
    return List.of(
        new Reduction(new ReduceMax(true, false), FoldCases::max),
        new Reduction(
            new ReduceMin(true, false),
            row -> Specials.fold(row, Double.POSITIVE_INFINITY, Math::min)),
        new Reduction(new ReduceSum(true, false), FoldCases::sum),
        new Reduction(new ReduceMean(true, false), row -> sum(row) / row.length),
        new Reduction(new ReduceProd(true, false), row -> Specials.fold(row, 1, (p, x) -> p * x)),
        new Reduction(
            new ReduceL1(true, false), row -> Specials.fold(row, 0, (s, x) -> s + Math.abs(x))),
        new Reduction(new ReduceL2(true, false), row -> Math.sqrt(squares(row))),
        new Reduction(new ReduceLogSum(true, false), row -> Math.log(sum(row))),
        new Reduction(new ReduceSumSquare(true, false), FoldCases::squares),
        new Reduction(new ReduceLogSumExp(true, false), FoldCases::logSumExp));
  }

  /** All reductions. */
  public static List<SpecialCase> reductions() {
    List<SpecialCase> cases = new ArrayList<>();
    for (int size : SIZES) {
      for (Reduction one : all()) {
        // Long products leave the range of float32 on the way.
        if (!(one.op() instanceof ReduceProd) || size <= 7) {
          reduce(one, size, cases);
        }
      }
    }
    return cases;
  }

  private static void reduce(Reduction one, int size, List<SpecialCase> cases) {
    List<float[]> rows = Specials.rows(size);
    int count = rows.size();
    float[] across = Specials.flat(rows);
    float[] down = Specials.transposed(across, count);
    double[] y = rows.stream().mapToDouble(one.function()).toArray();
    Expected expected = Expected.about(y, CLOSE);
    Tensor[] data = {
      Tensor.of(across, count, size),
      Tensor.of(down, size, count),
      Tensor.of(across, 1, count, size, 1),
      Tensor.of(down, 1, size, count, 1)
    };
    long[][] axes = {{1}, {0}, {2, 3}, {1}};
    for (int i = 0; i < data.length; i++) {
      Tensor along = Tensor.of(axes[i], axes[i].length);
      cases.add(SpecialCase.of(one.op(), expected, data[i], along).withConstants(1));
    }
  }

  /** Softmax and its logarithm. */
  public static List<SpecialCase> softmax() {
    List<SpecialCase> cases = new ArrayList<>();
    for (int size : new int[] {2, 7, 33, 50, 130}) {
      soften(
          Softmax::new,
          row -> Specials.map(row, x -> Math.exp(x - max(row)) / exponentials(row, max(row))),
          size,
          cases);
      soften(
          LogSoftmax::new,
          row -> Specials.map(row, x -> x - max(row) - Math.log(exponentials(row, max(row)))),
          size,
          cases);
    }
    return cases;
  }

  private static void soften(
      IntFunction<Op> op, Function<float[], double[]> function, int size, List<SpecialCase> cases) {
    List<float[]> rows = Specials.rows(size);
    int count = rows.size();
    float[] across = Specials.flat(rows);
    float[] down = Specials.transposed(across, count);
    double[] y = rows.stream().map(function).flatMapToDouble(Arrays::stream).toArray();
    Expected wide = Expected.about(y, CLOSE);
    Expected tall = Expected.about(Specials.transposed(y, count), CLOSE);
    cases.add(SpecialCase.of(op.apply(-1), wide, Tensor.of(across, count, size)));
    cases.add(SpecialCase.of(op.apply(0), tall, Tensor.of(down, size, count)));
    cases.add(SpecialCase.of(op.apply(2), wide, Tensor.of(across, 1, count, size, 1)));
    cases.add(SpecialCase.of(op.apply(1), tall, Tensor.of(down, 1, size, count, 1)));
  }

  /** ArgMax and ArgMin: the first NaN, or else the first or last of the extremes. */
  public static List<SpecialCase> extremes() {
    List<SpecialCase> cases = new ArrayList<>();
    for (int size : new int[] {2, 7, 33}) {
      List<float[]> rows = Specials.rows(size);
      Tensor x = Tensor.of(Specials.flat(rows), rows.size(), size);
      for (boolean last : new boolean[] {false, true}) {
        double[] most = rows.stream().mapToDouble(row -> place(row, 1, last)).toArray();
        double[] least = rows.stream().mapToDouble(row -> place(row, -1, last)).toArray();
        cases.add(SpecialCase.of(new ArgMax(1, true, last), Expected.exact(most), x));
        cases.add(SpecialCase.of(new ArgMin(1, true, last), Expected.exact(least), x));
      }
    }
    return cases;
  }

  private static int place(float[] row, int sign, boolean last) {
    int place = 0;
    for (int i = 1; i < row.length; i++) {
      double best = sign * row[place];
      double x = sign * row[i];
      boolean better = Double.isNaN(x) ? !Double.isNaN(best) : x > best;
      boolean equal = Double.isNaN(x) ? Double.isNaN(best) : x == best;
      place = better || (last && equal) ? i : place;
    }
    return place;
  }
}
