package io.culebra.vector.conv.winograd;

import io.culebra.tensor.Tensor;

/** Convolutions with 3x3 windows at every pixel, by their definition, in float64. */
final class Direct {
  private Direct() {}

  /** The result, N x O x H x W, without what is fused. */
  static double[] conv(Tensor x, Tensor w, Tensor bias, int top, int left, int height, int width) {
    int channels = size(w, 1);
    int filters = size(w, 0);
    int rows = size(x, 2);
    int columns = size(x, 3);
    float[] in = x.toFloatArray();
    float[] taps = w.toFloatArray();
    float[] added = bias.toFloatArray();
    double[] y = new double[size(x, 0) * filters * height * width];
    for (int i = 0; i < y.length; i++) {
      int filter = i / (height * width) % filters;
      double sum = added[filter];
      for (int c = 0; c < channels; c++) {
        int image = (i / (height * width) / filters * channels + c) * rows * columns;
        int weights = (filter * channels + c) * 9;
        for (int tap = 0; tap < 9; tap++) {
          int inY = i / width % height - top + tap / 3;
          int inX = i % width - left + tap % 3;
          if (inY >= 0 && inY < rows && inX >= 0 && inX < columns) {
            sum += (double) in[image + inY * columns + inX] * taps[weights + tap];
          }
        }
      }
      y[i] = sum;
    }
    return y;
  }

  /** The largest difference over the root of the mean square. */
  static double error(double[] expected, Tensor actual) {
    float[] values = actual.toFloatArray();
    double largest = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = Math.abs(values[i] - expected[i]);
      largest = Double.isNaN(difference) ? difference : Math.max(largest, difference);
      squares += expected[i] * expected[i];
    }
    return largest / Math.sqrt(squares / values.length);
  }

  private static int size(Tensor tensor, int axis) {
    return Math.toIntExact(tensor.shape().size(axis));
  }
}
