package io.culebra.perf.worker;

/**
 * Memory of a worker process.
 *
 * @param peakBytes its largest resident set in bytes; -1 where the system does not tell
 * @param allocatedPerRun heap bytes that all threads allocate per run in the steady state
 */
public record MemoryUse(long peakBytes, double allocatedPerRun) {}
