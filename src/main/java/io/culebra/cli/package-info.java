/**
 * The command line: one class per command, thin over the public surface of the library, and what
 * they share: inputs made from options, progress on the error stream, figures as JSON.
 *
 * <p>Nobody calls this package; {@link io.culebra.cli.Main} is its door. It calls {@code
 * io.culebra}, {@code tensor}, {@code nn}, {@code picture} and {@code ocr}, and alone uses picocli,
 * Gson and the tokenizers.
 */
@NullMarked
package io.culebra.cli;

import org.jspecify.annotations.NullMarked;
