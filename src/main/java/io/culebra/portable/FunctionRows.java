package io.culebra.portable;

import io.culebra.kernel.KernelSpec;
import io.culebra.scalar.BinaryFunction;
import io.culebra.tensor.DataType;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** Rows of elements that go through a function of one or two elements. */
final class FunctionRows {
  private FunctionRows() {}

  /**
   * A pass that joins two inputs, of which -1 is the output as it stands, by a function that fits
   * their type.
   */
  static Elementwise.Pass binary(KernelSpec spec, int a, int b, BinaryFunction function) {
    Broadcast walk = Broadcast.of(spec, a, b);
    DataType left = a < 0 ? spec.output().dataType() : spec.input(a).dataType();
    DataType right = spec.input(b).dataType();
    DataType to = spec.output().dataType();
    Supplier<Broadcast.Row> row =
        left.isFloat() || right.isFloat()
            ? () -> new Doubles(walk, left, right, to, function.doubles())
            : () -> new Longs(walk, left, right, to, function.integers(left));
    return new Elementwise.Pass(walk, new int[] {a, b}, row);
  }

  /** A pass over input 0 with a function of fractions. */
  static Elementwise.Pass fractions(KernelSpec spec, DoubleUnaryOperator function) {
    DataType from = spec.input(0).dataType();
    DataType to = spec.output().dataType();
    return new Elementwise.Pass(
        Broadcast.of(spec, 0),
        new int[] {0},
        () -> {
          double[] buffer = new double[Broadcast.ROW];
          return (a, b, c, out, count) -> {
            Runs.load(from, a, 0, buffer, count);
            for (int i = 0; i < count; i++) {
              buffer[i] = function.applyAsDouble(buffer[i]);
            }
            Runs.store(to, out, 0, buffer, count);
          };
        });
  }

  /** A pass over input 0 with a function of integers. */
  static Elementwise.Pass integers(KernelSpec spec, LongUnaryOperator function) {
    DataType from = spec.input(0).dataType();
    DataType to = spec.output().dataType();
    return new Elementwise.Pass(
        Broadcast.of(spec, 0),
        new int[] {0},
        () -> {
          long[] buffer = new long[Broadcast.ROW];
          return (a, b, c, out, count) -> {
            Runs.load(from, a, 0, buffer, count);
            for (int i = 0; i < count; i++) {
              buffer[i] = function.applyAsLong(buffer[i]);
            }
            Runs.store(to, out, 0, buffer, count);
          };
        });
  }

  /** Two rows of fractions. */
  private static final class Doubles implements Broadcast.Row {
    private final double[] left = new double[Broadcast.ROW];
    private final double[] right = new double[Broadcast.ROW];
    private final Broadcast walk;
    private final DataType leftType;
    private final DataType rightType;
    private final DataType to;
    private final DoubleBinaryOperator function;

    Doubles(
        Broadcast walk,
        DataType leftType,
        DataType rightType,
        DataType to,
        DoubleBinaryOperator function) {
      this.walk = walk;
      this.leftType = leftType;
      this.rightType = rightType;
      this.to = to;
      this.function = function;
    }

    @Override
    public void run(long a, long b, long c, long out, int count) {
      load(leftType, walk.advances(0), a, left, count);
      load(rightType, walk.advances(1), b, right, count);
      for (int i = 0; i < count; i++) {
        left[i] = function.applyAsDouble(left[i], right[i]);
      }
      Runs.store(to, out, 0, left, count);
    }

    private static void load(
        DataType type, boolean advances, long offset, double[] buffer, int count) {
      if (advances) {
        Runs.load(type, offset, 0, buffer, count);
      } else {
        Runs.load(type, offset, 0, buffer, 1);
        Arrays.fill(buffer, 0, count, buffer[0]);
      }
    }
  }

  /** Two rows of integers or bool. */
  private static final class Longs implements Broadcast.Row {
    private final long[] left = new long[Broadcast.ROW];
    private final long[] right = new long[Broadcast.ROW];
    private final Broadcast walk;
    private final DataType leftType;
    private final DataType rightType;
    private final DataType to;
    private final LongBinaryOperator function;

    Longs(
        Broadcast walk,
        DataType leftType,
        DataType rightType,
        DataType to,
        LongBinaryOperator function) {
      this.walk = walk;
      this.leftType = leftType;
      this.rightType = rightType;
      this.to = to;
      this.function = function;
    }

    @Override
    public void run(long a, long b, long c, long out, int count) {
      load(leftType, walk.advances(0), a, left, count);
      load(rightType, walk.advances(1), b, right, count);
      for (int i = 0; i < count; i++) {
        left[i] = function.applyAsLong(left[i], right[i]);
      }
      Runs.store(to, out, 0, left, count);
    }

    private static void load(
        DataType type, boolean advances, long offset, long[] buffer, int count) {
      if (advances) {
        Runs.load(type, offset, 0, buffer, count);
      } else {
        Runs.load(type, offset, 0, buffer, 1);
        Arrays.fill(buffer, 0, count, buffer[0]);
      }
    }
  }
}
