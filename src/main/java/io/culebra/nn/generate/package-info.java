/**
 * Sequences from language models: a prompt in, the tokens that follow out, one at a time. {@link
 * io.culebra.nn.generate.Generator} runs a model with a key-value cache, {@link
 * io.culebra.nn.generate.GenerationOptions} say how tokens are chosen and when it ends.
 *
 * <p>Anybody may call this package; it calls the top package and {@code tensor}.
 */
@NullMarked
package io.culebra.nn.generate;

import org.jspecify.annotations.NullMarked;
