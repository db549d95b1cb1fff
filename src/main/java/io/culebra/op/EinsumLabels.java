package io.culebra.op;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The axes of an {@link Einsum} as numbers from 0: the same number, the same axis.
 *
 * @param inputs the number of every axis of each input
 * @param output the number of every axis of the output
 * @param count how many different axes there are
 */
public record EinsumLabels(List<List<Integer>> inputs, List<Integer> output, int count) {
  private static final String ELLIPSIS = "...";

  /** Copies the lists. */
  public EinsumLabels {
    inputs = inputs.stream().map(List::copyOf).toList();
    output = List.copyOf(output);
  }

  /**
   * Throws an {@link IllegalArgumentException} unless the equation consists of letters, ellipses
   * and commas.
   */
  static void check(String equation) {
    String plain = equation.replace(" ", "");
    String term = "[a-zA-Z]*(\\.\\.\\.)?[a-zA-Z]*";
    if (!plain.matches(term + "(," + term + ")*(->" + term + ")?")) {
      throw new IllegalArgumentException("equation '" + equation + "'");
    }
  }

  static EinsumLabels of(String equation, List<Integer> ranks) {
    String[] sides = equation.replace(" ", "").split("->", -1);
    String[] terms = sides[0].split(",", -1);
    if (terms.length != ranks.size()) {
      throw new IllegalArgumentException(terms.length + " terms for " + ranks.size() + " inputs");
    }
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int broadcast = 0;
    for (int i = 0; i < terms.length; i++) {
      broadcast = Math.max(broadcast, ellipsisAxes(terms[i], ranks.get(i)));
    }
    List<List<Integer>> inputs = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      inputs.add(numbered(terms[i], ellipsisAxes(terms[i], ranks.get(i)), numbers));
    }
    String result = sides.length > 1 ? sides[1] : implicit(terms);
    int known = numbers.size();
    List<Integer> output = numbered(result, broadcast, numbers);
    if (numbers.size() != known || output.stream().distinct().count() != output.size()) {
      throw new IllegalArgumentException("an axis of the output is unknown or named twice");
    }
    return new EinsumLabels(inputs, output, known);
  }

  /** How many axes of an input of this rank its ellipsis stands for. */
  private static int ellipsisAxes(String term, int rank) {
    int axes = rank - term.replace(ELLIPSIS, "").length();
    if (axes < 0 || (axes > 0 && !term.contains(ELLIPSIS))) {
      throw new IllegalArgumentException("'" + term + "' for an input of rank " + rank);
    }
    return axes;
  }

  private static List<Integer> numbered(
      String term, int ellipsisAxes, Map<String, Integer> numbers) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < term.length(); i++) {
      if (term.startsWith(ELLIPSIS, i)) {
        for (int axis = ellipsisAxes; axis > 0; axis--) {
          labels.add(number("." + axis, numbers));
        }
        i += ELLIPSIS.length() - 1;
      } else {
        labels.add(number(term.substring(i, i + 1), numbers));
      }
    }
    return labels;
  }

  private static int number(String label, Map<String, Integer> numbers) {
    int next = numbers.size();
    return numbers.computeIfAbsent(label, l -> next);
  }

  /** The output that an equation without one means: the axes named once, in alphabetical order. */
  private static String implicit(String[] terms) {
    String all = String.join("", terms);
    String letters = all.replace(".", "");
    String once =
        letters
            .chars()
            .filter(c -> letters.indexOf(c) == letters.lastIndexOf(c))
            .sorted()
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return all.contains(ELLIPSIS) ? ELLIPSIS + once : once;
  }
}
