/**
 * Depthwise convolutions, channels innermost: lanes run along the channels, and a window of input
 * slides along a row of the output, one vector of channels at a time.
 */
@NullMarked
package io.culebra.vector.conv.depthwise;

import org.jspecify.annotations.NullMarked;
