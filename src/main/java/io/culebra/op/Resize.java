package io.culebra.op;

import io.culebra.tensor.Constant;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://onnx.ai/onnx/operators/onnx__Resize.html">Resize</a>: its input, scaled along
 * some axes.
 *
 * <p>Inputs: X; the region of interest, starts and ends between 0 and 1, used with {@link
 * CoordinateTransform#TF_CROP_AND_RESIZE} only; the scales, float; the sizes of the output, int64.
 * Either the scales or the sizes are there; an empty tensor counts as absent. A scaled size is
 * rounded down from the product in float, as ONNX Runtime has it.
 *
 * @param mode how an element is made
 * @param coordinates where it lies in the input
 * @param nearest which element is the nearest
 * @param cubicA the coefficient a of the cubic
 * @param excludeOutside whether weights of elements outside of the input are taken as 0
 * @param extrapolation the value outside of the region of interest
 * @param antialias whether a filter is widened where the output is smaller
 * @param axes which axes the region, scales and sizes are for; empty for all
 * @param policy what the sizes mean
 */
public record Resize(
    ResizeMode mode,
    CoordinateTransform coordinates,
    NearestMode nearest,
    float cubicA,
    boolean excludeOutside,
    float extrapolation,
    boolean antialias,
    List<Integer> axes,
    AspectPolicy policy)
    implements Op {
  /** Copies the list. */
  public Resize {
    axes = List.copyOf(axes);
  }

  /** A resize to sizes or by scales along every axis, without cropping. */
  public static Resize of(ResizeMode mode, CoordinateTransform coordinates, NearestMode nearest) {
    return new Resize(
        mode, coordinates, nearest, -0.75f, false, 0, false, List.of(), AspectPolicy.STRETCH);
  }

  /**
   * The axes that the region, the scales and the sizes are for, in a tensor of this rank, counted
   * from the front.
   */
  public int[] axes(int rank) {
    return axes.isEmpty()
        ? IntStream.range(0, rank).toArray()
        : axes.stream().mapToInt(a -> a < 0 ? a + rank : a).toArray();
  }

  @Override
  public List<TensorType> infer(OpInputs inputs) {
    inputs.requireCount(1, 4);
    inputs.requireType(1, ElementTypes.FLOATS);
    inputs.requireType(2, Set.of(DataType.FLOAT));
    inputs.requireType(3, ElementTypes.INT64);
    return List.of(new TensorType(inputs.dataType(0), shape(inputs)));
  }

  private @Nullable Shape shape(OpInputs inputs) {
    Shape shape = inputs.shape(0);
    if (shape == null) {
      return null;
    }
    for (int axis : axes) {
      inputs.axis(axis, shape.rank());
    }
    int[] resized = axes(shape.rank());
    boolean bySizes = isGiven(inputs, 3);
    if (bySizes == isGiven(inputs, 2)) {
      throw inputs.fail("either scales or sizes are needed");
    }
    List<Dim> dims = bySizes ? bySizes(inputs, shape, resized) : byScales(inputs, shape, resized);
    Shape result = shape;
    for (int i = 0; i < resized.length; i++) {
      result = result.with(resized[i], dims.get(i));
    }
    return result;
  }

  private static boolean isGiven(OpInputs inputs, int i) {
    Shape shape = inputs.has(i) ? inputs.shape(i) : null;
    return inputs.has(i) && (shape == null || shape.rank() != 1 || shape.dim(0).size() != 0);
  }

  private List<Dim> bySizes(OpInputs inputs, Shape shape, int[] resized) {
    long[] sizes = inputs.integers(3);
    if (sizes == null) {
      return Collections.nCopies(resized.length, Dim.unknown());
    }
    requireLength(inputs, sizes.length, resized.length);
    double scale = policy == AspectPolicy.NOT_LARGER ? Double.MAX_VALUE : 0;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] < 0) {
        throw inputs.fail("a size of " + sizes[i]);
      }
      double one = (double) sizes[i] / shape.dim(resized[i]).size();
      scale = policy == AspectPolicy.NOT_LARGER ? Math.min(scale, one) : Math.max(scale, one);
    }
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      Dim size = shape.dim(resized[i]);
      if (policy == AspectPolicy.STRETCH) {
        dims.add(Dim.of(sizes[i]));
      } else {
        boolean known = IntStream.of(resized).allMatch(a -> shape.dim(a).isKnown());
        dims.add(known ? Dim.of(Math.round(scale * size.size())) : Dim.unknown());
      }
    }
    return dims;
  }

  private static List<Dim> byScales(OpInputs inputs, Shape shape, int[] resized) {
    Constant constant = inputs.constant(2);
    if (constant == null) {
      return Collections.nCopies(resized.length, Dim.unknown());
    }
    requireLength(inputs, constant.shape().elements(), resized.length);
    List<Dim> dims = new ArrayList<>();
    try (Tensor tensor = constant.toTensor()) {
      float[] scales = tensor.toFloatArray();
      for (int i = 0; i < scales.length; i++) {
        Dim size = shape.dim(resized[i]);
        double scaled = Math.floor(size.size() * scales[i]);
        if (!(scales[i] > 0) || !(scaled <= Integer.MAX_VALUE)) {
          throw inputs.fail("axis " + resized[i] + " is scaled by " + scales[i]);
        }
        Dim other = scales[i] == 1 ? size : Dim.unknown();
        dims.add(size.isKnown() ? Dim.of((long) scaled) : other);
      }
    }
    return dims;
  }

  private static void requireLength(OpInputs inputs, long numbers, int axes) {
    if (numbers != axes) {
      throw inputs.fail(numbers + " scales or sizes for " + axes + " axes");
    }
  }
}
