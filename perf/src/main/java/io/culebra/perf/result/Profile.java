package io.culebra.perf.result;

import java.util.Map;

/**
 * Where the time of a run goes.
 *
 * @param contender its label, such as {@code culebra vector}
 * @param operatorMs milliseconds by operator, with what is fused to it
 */
public record Profile(
    String model, String contender, int threads, Map<String, Double> operatorMs) {}
