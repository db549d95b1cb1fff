/**
 * The picture demo: a picture in, lines of text out, with the three networks of PP-OCRv4
 * (detection, direction, recognition) and what lies before, between and behind them.
 *
 * <p>{@link io.culebra.ocr.TextReader} is the whole; each network has a class that prepares its
 * input and reads its output, and takes the network itself as a function, so that another runtime
 * can stand in its place. The command line calls this package; it calls {@code io.culebra}, {@code
 * picture} and {@code tensor}, and needs JTS and {@code java.desktop}.
 *
 * <p>Source: PP-OCR (arXiv:2009.09941), differentiable binarization (arXiv:1911.08947).
 */
@NullMarked
package io.culebra.ocr;

import org.jspecify.annotations.NullMarked;
