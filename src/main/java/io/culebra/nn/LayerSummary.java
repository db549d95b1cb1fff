package io.culebra.nn;

import io.culebra.tensor.Shape;

/**
 * One layer of a network, for people.
 *
 * @param name the layer's name
 * @param kind its class
 * @param output the shape of its result
 * @param parameters numbers that training changes
 * @param statistics numbers that training does not change
 * @param multiplyAdds of one run at batch 1; axes of unknown size count as one
 */
public record LayerSummary(
    String name, String kind, Shape output, long parameters, long statistics, long multiplyAdds) {}
