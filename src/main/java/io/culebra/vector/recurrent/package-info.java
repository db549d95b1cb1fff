/**
 * LSTM, GRU and RNN: the products of the whole sequence with the input's weights at once, then step
 * by step a product with the state's weights and the loops that make the next state of it.
 *
 * <p>Units are padded to whole vectors and, where threads share a step, cut into {@link
 * io.culebra.vector.recurrent.UnitSlices}; the weights are packed in that order ({@link
 * io.culebra.vector.recurrent.GateOrder}). What a {@link io.culebra.vector.recurrent.Cell} does
 * with the sums is all that the three operators differ in. Called by the vector backend's provider.
 */
@NullMarked
package io.culebra.vector.recurrent;

import org.jspecify.annotations.NullMarked;
