package io.culebra;

/**
 * How long one step of a run took.
 *
 * @param step the step
 * @param nanos nanoseconds on the wall clock
 */
public record StepTime(StepInfo step, long nanos) {}
