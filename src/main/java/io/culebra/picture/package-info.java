/**
 * Pictures as networks take them: files read, pictures resized, pixels normalised and written into
 * tensors.
 *
 * <p>{@link io.culebra.picture.PictureInput} makes the tensor of a whole model input; {@link
 * io.culebra.picture.Normalization#write} fills a part of one. The command line and {@code ocr}
 * call this package; it calls {@code tensor} alone and needs {@code java.desktop}.
 */
@NullMarked
package io.culebra.picture;

import org.jspecify.annotations.NullMarked;
