package io.culebra.onednn;

import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.AutoPad;
import io.culebra.op.AveragePool;
import io.culebra.op.CoordinateTransform;
import io.culebra.op.GlobalAveragePool;
import io.culebra.op.GlobalMaxPool;
import io.culebra.op.MaxPool;
import io.culebra.op.NearestMode;
import io.culebra.op.Resize;
import io.culebra.op.ResizeMode;
import io.culebra.op.Window;
import io.culebra.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Poolings and resizing against plain loops. */
class OnednnWindowTest {
  private static Window window(int kernel, int stride, int dilation, int begin, int end) {
    return new Window(
        List.of(kernel, kernel),
        List.of(stride, stride),
        List.of(dilation, dilation),
        List.of(begin, begin),
        List.of(end, begin),
        AutoPad.NOTSET);
  }

  @Test
  void windows() {
    Tensor x = Tensors.normal(1, 2, 17, 11, 14);
    for (Window window :
        List.of(
            window(2, 2, 1, 0, 0),
            window(3, 2, 1, 1, 1),
            window(3, 1, 2, 1, 0),
            window(3, 3, 1, 0, 2))) {
      for (boolean ceil : new boolean[] {false, true}) {
        Agreement.check(Specs.of(new AveragePool(window, ceil, false), x).threads(2));
      }
      Agreement.check(Specs.of(new AveragePool(window, false, true), x));
    }
  }

  @Test
  void signalsAndVolumes() {
    Window pair =
        new Window(List.of(2), List.of(2), List.of(), List.of(), List.of(), AutoPad.NOTSET);
    Agreement.check(Specs.of(new AveragePool(pair, true, false), Tensors.normal(1, 2, 5, 9)));
    Window cube =
        new Window(
            List.of(2, 2, 2), List.of(), List.of(), List.of(), List.of(), AutoPad.SAME_UPPER);
    Agreement.check(
        Specs.of(new AveragePool(cube, false, false), Tensors.normal(1, 1, 3, 4, 5, 6)));
  }

  @Test
  void wholeImages() {
    for (long[] sizes : new long[][] {{2, 19, 7, 5}, {1, 16, 9}, {1, 3, 2, 3, 4}}) {
      Agreement.check(Specs.of(new GlobalAveragePool(), Tensors.normal(1, sizes)));
    }
  }

  @Test
  void whatIsCountedDifferently() {
    Tensor x = Tensors.normal(1, 1, 3, 10, 10);
    Agreement.checkRefusal(
        Specs.of(new AveragePool(window(3, 2, 1, 0, 0), true, true), x), "beyond the padding");
    Agreement.checkRefusal(
        Specs.of(new AveragePool(window(2, 1, 1, 2, 0), false, false), x), "padding alone");
  }

  @Test
  void noMaximum() {
    Tensor x = Tensors.normal(1, 1, 3, 10, 10);
    Agreement.checkRefusal(
        Specs.of(new MaxPool(window(2, 2, 1, 0, 0), false, false), x), "NaN does not propagate");
    Agreement.checkRefusal(Specs.of(new GlobalMaxPool(), x), "NaN does not propagate");
  }

  @Test
  void repeatingElements() {
    Tensor x = Tensors.normal(1, 2, 5, 6, 7);
    Tensor scales = Tensor.of(new float[] {1, 1, 2, 3}, 4);
    Resize floor = Resize.of(ResizeMode.NEAREST, CoordinateTransform.ASYMMETRIC, NearestMode.FLOOR);
    Resize half =
        Resize.of(
            ResizeMode.NEAREST, CoordinateTransform.HALF_PIXEL, NearestMode.ROUND_PREFER_FLOOR);
    Tensor expected =
        resized(x, 12, 21, (y, size) -> Math.floor(y / 2.0), (c, size) -> Math.floor(c / 3.0));
    for (Resize op : List.of(floor, half)) {
      checkResize(op, Specs.of(op).input(x).absent().constant(scales), expected);
    }
  }

  @Test
  void interpolating() {
    Tensor x = Tensors.normal(1, 2, 5, 6, 7);
    Tensor expected =
        resized(
            x,
            4,
            10,
            (y, size) -> (y + 0.5) * 6 / size - 0.5,
            (c, size) -> (c + 0.5) * 7 / size - 0.5);
    Tensor sizes = Tensor.of(new long[] {2, 5, 4, 10}, 4);
    for (CoordinateTransform transform :
        List.of(CoordinateTransform.HALF_PIXEL, CoordinateTransform.PYTORCH_HALF_PIXEL)) {
      Resize op = Resize.of(ResizeMode.LINEAR, transform, NearestMode.ROUND_PREFER_FLOOR);
      checkResize(op, Specs.of(op).input(x).absent().absent().constant(sizes), expected);
    }
  }

  private static void checkResize(Resize op, Specs specs, Tensor expected) {
    for (List<Tensor> outputs :
        KernelHarness.runEveryLayout(Agreement.onednn(op.getClass()), specs)) {
      Tensors.assertClose(expected, outputs.getFirst(), 1e-5);
    }
  }

  /** Where an element of a resized axis of this size lies in the input. */
  private interface Place {
    double of(int element, int size);
  }

  private static Tensor resized(Tensor x, int height, int width, Place row, Place column) {
    float[] from = x.toFloatArray();
    int planes = (int) x.shape().elements(0, 2);
    int h = (int) x.shape().size(2);
    int w = (int) x.shape().size(3);
    float[] to = new float[planes * height * width];
    for (int i = 0; i < to.length; i++) {
      double r = Math.clamp(row.of(i / width % height, height), 0, h - 1);
      double c = Math.clamp(column.of(i % width, width), 0, w - 1);
      int plane = i / (width * height) * h * w;
      int top = plane + ((int) r) * w;
      int bottom = plane + Math.min(h - 1, (int) r + 1) * w;
      int left = (int) c;
      int right = Math.min(w - 1, left + 1);
      double below = r - (int) r;
      double beside = c - left;
      to[i] =
          (float)
              ((1 - below) * ((1 - beside) * from[top + left] + beside * from[top + right])
                  + below * ((1 - beside) * from[bottom + left] + beside * from[bottom + right]));
    }
    return Tensor.of(to, x.shape().size(0), x.shape().size(1), height, width);
  }

  @Test
  void resizingThatTakesOtherElements() {
    Tensor x = Tensors.normal(1, 1, 3, 6, 7);
    Tensor twice = Tensor.of(new float[] {1, 1, 2, 2}, 4);
    for (Resize op :
        List.of(
            Resize.of(ResizeMode.NEAREST, CoordinateTransform.ASYMMETRIC, NearestMode.CEIL),
            Resize.of(ResizeMode.LINEAR, CoordinateTransform.ALIGN_CORNERS, NearestMode.FLOOR))) {
      Agreement.checkRefusal(Specs.of(op).input(x).absent().constant(twice), "other elements");
    }
    Resize cubic = Resize.of(ResizeMode.CUBIC, CoordinateTransform.HALF_PIXEL, NearestMode.FLOOR);
    Agreement.checkRefusal(Specs.of(cubic).input(x).absent().constant(twice), "nearest and linear");
  }
}
