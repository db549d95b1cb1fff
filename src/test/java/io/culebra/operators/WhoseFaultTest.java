package io.culebra.operators;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Backend;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Tensor;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Numbers that an operator cannot take are the caller's fault where they come with a run, and the
 * model's where the file holds them; either way the node is named.
 */
class WhoseFaultTest {
  private static final Tensor X =
      Values.fractions(DataType.FLOAT, new long[] {2, 3}, 1, 2, 3, 4, 5, 6);

  /**
   * A node with an operand that is wrong.
   *
   * @param before gives the node what comes before that operand
   * @param after what comes after it
   */
  record Wrong(
      String operator,
      int opset,
      UnaryOperator<OneNode> before,
      Tensor operand,
      UnaryOperator<OneNode> after) {
    OneNode given() {
      return after.apply(before.apply(OneNode.of(operator, opset)).input(operand));
    }

    OneNode held() {
      return after.apply(before.apply(OneNode.of(operator, opset)).constant(operand));
    }

    @Override
    public String toString() {
      return operator + " by " + Answer.of(operand);
    }
  }

  /** A node whose second operand is wrong. */
  private static Wrong second(String operator, int opset, long... operand) {
    return second(operator, opset, Tensor.of(operand, operand.length));
  }

  private static Wrong second(String operator, int opset, Tensor operand) {
    return new Wrong(operator, opset, n -> n.input(X), operand, n -> n.output(DataType.FLOAT));
  }

  private static OneNode two(OneNode node, DataType second) {
    return node.output(DataType.FLOAT).output(second);
  }

  private static Tensor scalar(long number) {
    return Tensor.of(new long[] {number});
  }

  static Stream<Wrong> wrong() {
    Tensor image = Values.fractions(DataType.FLOAT, new long[] {1, 1, 2, 2}, 1, 2, 3, 4);
    return Stream.of(
        second("Gather", 13, 5),
        second("Gather", 13, -3),
        second("GatherElements", 13, Tensor.of(new long[] {7}, 1, 1)),
        second("GatherND", 13, Tensor.of(new long[] {0, 9}, 1, 2)),
        second("Reshape", 14, 4, 4),
        second("Reshape", 14, -1, -1),
        second("Reshape", 14, 2, -7),
        second("Expand", 13, 5, 5),
        second("Expand", 13, -2, 3),
        second("Tile", 13, -1, 2),
        second("Unsqueeze", 13, 9),
        second("Unsqueeze", 13, 0, 0),
        second("Squeeze", 13, 0),
        second("Squeeze", 13, 4),
        second("ReduceSum", 13, 3),
        second("ReduceMean", 18, -5),
        second("Pad", 13, 0, -9, 0, 0),
        second("Pad", 13, 1),
        second("CumSum", 14, scalar(6)),
        new Wrong(
            "TopK",
            11,
            n -> n.input(X),
            Tensor.of(new long[] {50}, 1),
            n -> two(n, DataType.INT64)),
        new Wrong(
            "TopK",
            11,
            n -> n.input(X),
            Tensor.of(new long[] {-1}, 1),
            n -> two(n, DataType.INT64)),
        new Wrong(
            "Split",
            13,
            n -> n.with("axis", 1).input(X),
            Tensor.of(new long[] {5, 5}, 2),
            n -> two(n, DataType.FLOAT)),
        new Wrong(
            "Slice",
            13,
            n -> n.input(X).constant(one(0)).constant(one(1)),
            one(7),
            n -> n.output(DataType.FLOAT)),
        new Wrong(
            "Slice",
            13,
            n -> n.input(X).constant(one(0)).constant(one(1)).constant(one(0)),
            one(0),
            n -> n.output(DataType.FLOAT)),
        new Wrong("ConstantOfShape", 9, n -> n, one(-3), n -> n.output(DataType.FLOAT)),
        new Wrong(
            "ConstantOfShape",
            9,
            n -> n,
            Tensor.of(new long[] {1L << 40, 1L << 40}, 2),
            n -> n.output(DataType.FLOAT)),
        new Wrong(
            "Range",
            11,
            n -> n.constant(scalar(0)).constant(scalar(5)),
            scalar(0),
            n -> n.output(DataType.INT64)),
        new Wrong(
            "Resize",
            13,
            n -> n.input(image).absent(),
            Values.fractions(DataType.FLOAT, 1, 1, -2, 2),
            n -> n.output(DataType.FLOAT)),
        new Wrong(
            "OneHot",
            11,
            n -> n.input(Tensor.of(new long[] {1, 0}, 2)),
            scalar(-4),
            n -> n.constant(Values.fractions(DataType.FLOAT, 0, 1)).output(DataType.FLOAT)));
  }

  private static Tensor one(long number) {
    return Tensor.of(new long[] {number}, 1);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void isSaidByTheException(Wrong wrong) {
    for (Backend backend : Backend.values()) {
      names(wrong, assertThrows(InvalidInputException.class, () -> wrong.given().run(backend)));
      names(wrong, assertThrows(InvalidModelException.class, () -> wrong.held().run(backend)));
    }
  }

  private static void names(Wrong wrong, CulebraException e) {
    assertTrue(e.getMessage().contains(wrong.operator() + " 'node'"), e::getMessage);
  }
}
