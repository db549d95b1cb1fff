package io.culebra.op;

/**
 * Where along an axis of the input an element of {@link Resize}'s output lies, named as in ONNX.
 * {@code scale} is the output size divided by the input size, or what is given.
 */
public enum CoordinateTransform {
  /** (x + 0.5) / scale - 0.5. */
  HALF_PIXEL,
  /** Half a pixel, moved so that the resized and the whole image have the same centre. */
  HALF_PIXEL_SYMMETRIC,
  /** Half a pixel; 0 where the output has one element. */
  PYTORCH_HALF_PIXEL,
  /** x (input size - 1) / (output size - 1). */
  ALIGN_CORNERS,
  /** x / scale. */
  ASYMMETRIC,
  /** (x + 0.5) / scale, of opset 11. */
  TF_HALF_PIXEL_FOR_NN,
  /** Within the region of interest. */
  TF_CROP_AND_RESIZE
}
