package io.culebra.rewrite;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.Add;
import io.culebra.op.Div;
import io.culebra.op.Mul;
import io.culebra.op.Op;
import io.culebra.op.Pow;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A form of subgraph, seen from the value that it makes: {@code op(Mul.class, any("x"),
 * op(Sigmoid.class, any("x")))} is x times its sigmoid.
 *
 * <p>A name that occurs twice stands for one and the same value. The order of the inputs of Add and
 * Mul does not matter.
 */
interface Pattern {
  /**
   * How far a constant may be from the number that a pattern wants, relative to the number: a few
   * roundings to float32. What is written with fewer digits is another function.
   */
  double TOLERANCE = 0x1p-22;

  /** The ways in which {@code value} has this form, each {@code before} and what it binds. */
  Stream<Match> match(Graph graph, Value value, Match before);

  /** Any value. */
  static Pattern any(String name) {
    return (graph, value, before) -> before.with(name, value);
  }

  /** A constant. */
  static Pattern constant(String name) {
    return (graph, value, before) -> value.isConstant() ? before.with(name, value) : Stream.empty();
  }

  /** A constant of one element. */
  static Pattern scalar(String name) {
    return (graph, value, before) ->
        Constants.scalar(value).isPresent() ? before.with(name, value) : Stream.empty();
  }

  /** A constant of one element, which is {@code number} as exactly as float32 has it. */
  static Pattern scalar(double number) {
    return (graph, value, before) -> {
      OptionalDouble found = Constants.scalar(value);
      return found.isPresent()
              && Math.abs(found.getAsDouble() - number) <= TOLERANCE * Math.abs(number)
          ? Stream.of(before)
          : Stream.empty();
    };
  }

  /** The first output of an operator of this type with these inputs. */
  static Pattern op(Class<? extends Op> type, Pattern... inputs) {
    return op(type, op -> true, inputs);
  }

  /** The first output of an operator of this type, with fitting attributes, with these inputs. */
  static <T extends Op> Pattern op(Class<T> type, Predicate<T> attributes, Pattern... inputs) {
    List<Pattern> wanted = List.of(inputs);
    boolean commutes = type == Add.class || type == Mul.class;
    return (graph, value, before) -> {
      Node node = graph.producer(value);
      if (node == null
          || node.output() != value
          || !type.isInstance(node.op())
          || !attributes.test(type.cast(node.op()))
          || node.inputs().size() != wanted.size()) {
        return Stream.empty();
      }
      Stream<Match> straight = matchInputs(graph, node, wanted, before);
      return commutes
          ? Stream.concat(straight, matchInputs(graph, node, wanted.reversed(), before))
          : straight;
    };
  }

  private static Stream<Match> matchInputs(
      Graph graph, Node node, List<Pattern> wanted, Match before) {
    Stream<Match> matches = Stream.of(before);
    for (int i = 0; i < wanted.size(); i++) {
      Value input = node.input(i);
      Pattern pattern = wanted.get(i);
      if (input == null) {
        return Stream.empty();
      }
      matches = matches.flatMap(match -> pattern.match(graph, input, match));
    }
    return matches;
  }

  /** Any of these forms, the first ones first. */
  static Pattern either(Pattern... forms) {
    return (graph, value, before) ->
        Arrays.stream(forms).flatMap(form -> form.match(graph, value, before));
  }

  /** The product of three factors, in whatever order and with whatever parentheses. */
  static Pattern product(Pattern a, Pattern b, Pattern c) {
    return either(
        op(Mul.class, op(Mul.class, a, b), c),
        op(Mul.class, op(Mul.class, a, c), b),
        op(Mul.class, op(Mul.class, b, c), a));
  }

  /** The square. */
  static Pattern square(Pattern x) {
    return either(op(Pow.class, x, scalar(2)), op(Mul.class, x, x));
  }

  /** A value divided by a number, or multiplied by its inverse. */
  static Pattern quotient(Pattern x, double divisor) {
    return either(op(Div.class, x, scalar(divisor)), op(Mul.class, x, scalar(1 / divisor)));
  }
}
