package io.culebra.vector.gemm;

import io.culebra.op.Gemm;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.vector.conv.SlidingWindow;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** What the products have to give, in double precision and without any thought of speed. */
public final class PlainLoops {
  private PlainLoops() {}

  /** numpy.matmul; {@code shape} is that of the result. */
  public static Tensor matMul(Tensor left, Tensor right, Shape shape) {
    float[] a = left.toFloatArray();
    float[] b = right.toFloatArray();
    int k = Math.toIntExact(left.shape().size(-1));
    int m = left.shape().rank() == 1 ? 1 : Math.toIntExact(left.shape().size(-2));
    int n = right.shape().rank() == 1 ? 1 : Math.toIntExact(right.shape().size(-1));
    float[] c = new float[Math.toIntExact(shape.elements())];
    for (int at = 0; at < c.length; at++) {
      int i = at / n % m;
      int j = at % n;
      int matrix = at / n / m;
      int batchDims = shape.rank() - (m == 1 && left.shape().rank() == 1 ? 0 : 1);
      batchDims -= right.shape().rank() == 1 ? 0 : 1;
      int startA = matrix(matrix, shape, batchDims, left.shape()) * m * k;
      int startB = matrix(matrix, shape, batchDims, right.shape()) * k * n;
      double sum = 0;
      for (int x = 0; x < k; x++) {
        sum += (double) a[startA + i * k + x] * b[startB + x * n + j];
      }
      c[at] = (float) sum;
    }
    return Tensor.of(c, shape.toArray());
  }

  /** Which matrix of an operand takes part in matrix {@code index} of the result. */
  private static int matrix(int index, Shape result, int batchDims, Shape operand) {
    int number = 0;
    int factor = 1;
    for (int axis = 1; axis <= batchDims; axis++) {
      int size = Math.toIntExact(result.size(batchDims - axis));
      int own = operand.rank() - 2 >= axis ? (int) operand.size(operand.rank() - 2 - axis) : 1;
      number += own == 1 ? 0 : index % size * factor;
      index /= size;
      factor *= own;
    }
    return number;
  }

  public static Tensor gemm(Gemm op, Tensor left, Tensor right, Tensor third, int m, int n, int k) {
    float[] a = left.toFloatArray();
    float[] b = right.toFloatArray();
    float[] c = third.toFloatArray();
    Shape shape = third.shape().padLeft(2);
    float[] y = new float[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int x = 0; x < k; x++) {
          sum +=
              (double) a[op.transA() ? x * m + i : i * k + x]
                  * b[op.transB() ? j * k + x : x * n + j];
        }
        long row = shape.size(0) == 1 ? 0 : i * shape.size(1);
        long column = shape.size(1) == 1 ? 0 : j;
        y[i * n + j] = (float) (op.alpha() * sum + op.beta() * c[(int) (row + column)]);
      }
    }
    return Tensor.of(y, m, n);
  }

  /** A convolution of x (NCHW) with w (OIHW), with a bias per output channel. */
  public static Tensor conv(
      Tensor input, Tensor filters, Tensor bias, SlidingWindow w, int images, int groups) {
    float[] x = input.toFloatArray();
    float[] f = filters.toFloatArray();
    int outputs = Math.toIntExact(filters.shape().size(0));
    float[] y = new float[images * outputs * w.pixels()];
    for (int image = 0; image < images; image++) {
      for (int output = 0; output < outputs; output++) {
        int firstChannel = output / (outputs / groups) * w.groupChannels();
        for (int pixel = 0; pixel < w.pixels(); pixel++) {
          double sum = bias.toFloatArray()[output];
          for (int k = 0; k < w.depth(); k++) {
            int channel = k / (w.kernelHeight() * w.kernelWidth());
            int tapY = k / w.kernelWidth() % w.kernelHeight();
            int tapX = k % w.kernelWidth();
            int inY = pixel / w.outWidth() * w.strideY() + tapY * w.dilationY() - w.padTop();
            int inX = pixel % w.outWidth() * w.strideX() + tapX * w.dilationX() - w.padLeft();
            if (inY >= 0 && inY < w.height() && inX >= 0 && inX < w.width()) {
              int plane = image * w.channels() + firstChannel + channel;
              sum +=
                  (double) x[(plane * w.height() + inY) * w.width() + inX]
                      * f[output * w.depth() + k];
            }
          }
          y[(image * outputs + output) * w.pixels() + pixel] = (float) sum;
        }
      }
    }
    return Tensor.of(y, images, outputs, w.outHeight(), w.outWidth());
  }

  public static Tensor map(Tensor x, UnaryOperator<Float> function) {
    float[] values = x.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = function.apply(values[i]);
    }
    return Tensor.of(values, x.shape().toArray());
  }

  /** Combines element by element; the second tensor is repeated along the axes in front. */
  public static Tensor zip(Tensor x, Tensor other, BinaryOperator<Float> function) {
    float[] values = x.toFloatArray();
    float[] more = other.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = function.apply(values[i], more[i % more.length]);
    }
    return Tensor.of(values, x.shape().toArray());
  }
}
