package io.culebra.cli;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is shown of an output.
 *
 * @param name its name
 * @param type element type and shape
 * @param first its first elements, as text
 * @param range smallest and largest element, as text; empty where there is none
 */
record TensorSummary(String name, String type, List<String> first, String range) {
  private static final int SHOWN = 8;

  static TensorSummary of(String name, Tensor tensor) {
    String type = tensor.type().toString();
    if (tensor.dataType() == DataType.STRING) {
      return new TensorSummary(
          name, type, Arrays.stream(tensor.toStringArray()).limit(SHOWN).toList(), "");
    }
    Elements elements = new Elements(tensor);
    List<String> first = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (long i = 0; i < elements.count(); i++) {
      double element = elements.get(i);
      least = Math.min(least, element);
      most = Math.max(most, element);
      if (i < SHOWN) {
        first.add(text(element, tensor.dataType()));
      }
    }
    String range =
        elements.count() == 0
            ? ""
            : text(least, tensor.dataType()) + " to " + text(most, tensor.dataType());
    return new TensorSummary(name, type, first, range);
  }

  private static String text(double element, DataType type) {
    return type.isFloat() ? String.format("%.6g", element) : String.format("%.0f", element);
  }

  @Override
  public String toString() {
    return name + ": " + type + " " + first + (range.isEmpty() ? "" : " " + range);
  }
}
