package io.culebra.nn;

/**
 * How many connections meet at a weight: what initialisers scale with.
 *
 * @param in weights that add up to one output
 * @param out outputs that one input goes into
 */
public record Fans(long in, long out) {}
