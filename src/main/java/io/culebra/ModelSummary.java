package io.culebra;

import io.culebra.graph.Census;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model consists of, as it was written.
 *
 * @param producer the tool that wrote the file, perhaps empty
 * @param opsets the version of every operator set that it is written for, by domain; the empty
 *     domain is ONNX's own
 * @param operators how many nodes there are of each operator
 * @param parameters elements of all floating-point constants
 * @param constantBytes bytes of all constants
 * @param multiplyAdds multiply-adds of the products and convolutions of one run, as far as sizes
 *     are known
 */
public record ModelSummary(
    String producer,
    Map<String, Long> opsets,
    Map<String, Integer> operators,
    long parameters,
    long constantBytes,
    long multiplyAdds) {

  static ModelSummary of(
      String producer, Map<String, Long> opsets, Census census, long multiplyAdds) {
    return new ModelSummary(
        producer,
        new TreeMap<>(opsets),
        census.operators(),
        census.parameters(),
        census.constantBytes(),
        multiplyAdds);
  }
}
