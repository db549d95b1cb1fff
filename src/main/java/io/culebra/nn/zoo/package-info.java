/**
 * Well-known networks, each a class of a page that cites its paper, with random weights that keep
 * activations in range. Anybody may call this package; it calls {@code nn}.
 */
@NullMarked
package io.culebra.nn.zoo;

import org.jspecify.annotations.NullMarked;
