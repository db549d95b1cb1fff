package io.culebra.op;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How large the magnitudes of an operator's results can get, from how large those of its inputs
 * are: the one table of it. What is not {@link #UNKNOWN} is finite: no element is NaN or infinite,
 * and neither is an intermediate value, in whichever order sums are taken.
 *
 * @param result no element of the first output is larger
 * @param peak no intermediate value, such as the sum before an activation that is fused to it, is
 *     larger either
 */
public record MagnitudeBound(double result, double peak) {
  /**
   * Bounds from here on count as unknown. Float32 reaches to 2^128; the rest is room for rounding.
   */
  public static final double LIMIT = 0x1p120;

  /** Nothing is known: elements may be infinite or NaN. */
  public static final double UNKNOWN = Double.POSITIVE_INFINITY;

  /** No integer type goes beyond it. */
  private static final double INTEGERS = 0x1p64;

  /** Where squares, and sums of them, stay far below the limit. */
  private static final double SQUARES = 0x1p48;

  /** What is known of the inputs of one step; all shapes are known. */
  public interface Operands {
    /** How many inputs there are, absent ones included. */
    int count();

    /** Whether input {@code i} is there. */
    boolean has(int i);

    /** The element type of input {@code i}. */
    DataType dataType(int i);

    /** The shape of input {@code i}. */
    Shape shape(int i);

    /** The element type of the output. */
    DataType resultType();

    /** The shape of the output. */
    Shape resultShape();

    /** No element of input {@code i} is larger; {@link #UNKNOWN} where that isn't known. */
    double bound(int i);

    /**
     * The largest of the sums over {@code summed} and {@code inner} of the magnitudes of a constant
     * input, seen as {@code outer x summed x kept x inner}: one sum for each pair of {@code outer}
     * and {@code kept}. {@link #UNKNOWN} where the input isn't constant, or not finite.
     */
    double norm(int i, long outer, long summed, long kept, long inner);

    /** The elements of a small constant input of float32; null where it is none. */
    float @Nullable [] values(int i);
  }

  /** The bounds of an operator's results, fused ones included. */
  public static MagnitudeBound of(Op op, Operands in) {
    if (!(op instanceof Fused fused)) {
      double result = limited(base(op, in, in.count()));
      return new MagnitudeBound(result, result);
    }
    double value = limited(base(fused.base(), in, fused.baseInputs()));
    double peak = value;
    for (PostOp postOp : fused.postOps()) {
      value =
          limited(
              switch (postOp) {
                case PostOp.Activation activation -> unary(activation.op(), value);
                case PostOp.Bias bias -> value + in.bound(bias.input());
                case PostOp.Add add -> value + in.bound(add.input());
              });
      peak = Math.max(peak, value);
    }
    return new MagnitudeBound(value, peak);
  }

  /** The bound of every tensor of this element type, whatever is in it. */
  public static double of(DataType dataType) {
    return dataType == DataType.BOOL ? 1 : dataType.isInteger() ? INTEGERS : UNKNOWN;
  }

  private static double limited(double bound) {
    return bound < LIMIT ? bound : UNKNOWN;
  }

  private static double base(Op op, Operands in, int inputs) {
    if (in.resultType() != DataType.FLOAT) {
      return of(in.resultType());
    }
    return switch (op) {
      case Conv conv -> bias(in, inputs, 2) + convolution(in);
      case ConvTranspose conv -> bias(in, inputs, 2) + transposed(conv, in);
      case Gemm gemm -> gemm(gemm, in, bias(in, inputs, 2));
      case MatMul matMul -> matMul(in);
      case UnaryElementwise unary -> unary(unary, in.bound(0));
      case Add add -> in.bound(0) + in.bound(1);
      case Sub sub -> in.bound(0) + in.bound(1);
      case Sum sum -> sum(in, inputs);
      case Mul mul -> in.bound(0) * in.bound(1);
      case Div div -> in.bound(0) * reciprocal(in.values(1));
      case Pow pow -> power(in.bound(0), in.values(1));
      case Max max -> largest(in, 0, inputs);
      case Min min -> largest(in, 0, inputs);
      case Mean mean -> sum(in, inputs);
      case Concat concat -> largest(in, 0, inputs);
      case Where where -> largest(in, 1, 3);
      case PRelu prelu -> in.bound(0) * Math.max(1, in.bound(1));
      case Pad pad -> in.has(2) ? largest(in, 0, 1) + in.bound(2) : in.bound(0);
      case OneHot oneHot -> in.bound(2);
      case ConstantOfShape constant -> UNKNOWN;
      case TensorScatter scatter -> largest(in, 0, 2);
      case RotaryEmbedding rotary -> in.bound(0) * (1 + in.bound(1) + in.bound(2));
      case Attention attention -> attention(attention, in, inputs);
      case Cast cast -> in.bound(0);
      case Resize resize -> resized(resize, in.bound(0));
      case GridSample sample -> in.bound(1) < LIMIT ? 4 * in.bound(0) : UNKNOWN;
      default -> moved(op, in) ? in.bound(0) : statistics(op, in);
    };
  }

  /** Whether every element is one of the first input, or the largest of some. */
  private static boolean moved(Op op, Operands in) {
    return switch (op) {
      case Identity identity -> true;
      case Reshape reshape -> true;
      case Flatten flatten -> true;
      case Squeeze squeeze -> true;
      case Unsqueeze unsqueeze -> true;
      case Transpose transpose -> true;
      case Slice slice -> true;
      case Split split -> true;
      case Expand expand -> true;
      case Tile tile -> true;
      case Gather gather -> true;
      case GatherElements gather -> true;
      case GatherND gather -> true;
      case DepthToSpace depth -> true;
      case SpaceToDepth space -> true;
      case Trilu trilu -> true;
      case Dropout dropout -> true;
      case TopK topK -> true;
      case MaxPool pool -> isNeverAllPadding(pool.window());
      case GlobalMaxPool pool -> in.shape(0).elements() > 0;
      case ReduceMax reduce -> in.shape(0).elements() > 0;
      case ReduceMin reduce -> in.shape(0).elements() > 0;
      default -> false;
    };
  }

  /** Whether each place of the window has an element under it, so that none gives -infinity. */
  private static boolean isNeverAllPadding(Window window) {
    for (int i = 0; i < window.kernel().size(); i++) {
      int pad = Math.max(at(window.padsBegin(), i), at(window.padsEnd(), i));
      boolean isPadded = window.autoPad() != AutoPad.NOTSET || pad > 0;
      if (isPadded && (window.dilation(i) > 1 || pad >= window.kernel().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static int at(List<Integer> pads, int i) {
    return i < pads.size() ? pads.get(i) : 0;
  }

  private static double statistics(Op op, Operands in) {
    double x = in.bound(0);
    return switch (op) {
      case Softmax softmax -> x < LIMIT ? 1 : UNKNOWN;
      case LayerNormalization norm ->
          normalized(x, norm.epsilon(), elements(in.shape(0), norm.axis()), in);
      case RMSNormalization norm ->
          normalized(x, norm.epsilon(), elements(in.shape(0), norm.axis()), in);
      case InstanceNormalization norm ->
          normalized(x, norm.epsilon(), elements(in.shape(0), 2), in);
      case BatchNormalization norm -> batchNormalized(norm, in);
      case LRN lrn -> lrn.bias() >= 1 && lrn.alpha() >= 0 && lrn.beta() >= 0 ? squared(x) : UNKNOWN;
      case LogSoftmax softmax -> 2 * x + 64;
      case AveragePool pool ->
          isNeverAllPadding(pool.window()) ? mean(x, size(pool.window())) : UNKNOWN;
      case GlobalAveragePool pool -> mean(x, ratio(in));
      case ReduceMean reduce -> mean(x, ratio(in));
      case ReduceSum reduce -> x * ratio(in);
      case ReduceL1 reduce -> x * ratio(in);
      case ReduceL2 reduce -> squared(x) * ratio(in);
      case ReduceSumSquare reduce -> x * x * ratio(in);
      case CumSum cumSum -> x * in.shape(0).elements();
      default -> UNKNOWN;
    };
  }

  /** The same bound, where squares of the values and sums of them are finite. */
  private static double squared(double bound) {
    return bound < SQUARES ? bound : UNKNOWN;
  }

  /** The mean of so many, where their sum is finite. */
  private static double mean(double x, double count) {
    return count > 0 && x * count < LIMIT ? x : UNKNOWN;
  }

  private static double size(Window window) {
    return window.kernel().stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
  }

  private static double ratio(Operands in) {
    long results = in.resultShape().elements();
    return results == 0 ? 0 : (double) in.shape(0).elements() / results;
  }

  private static double elements(Shape shape, int axis) {
    return shape.elements(axis < 0 ? axis + shape.rank() : axis, shape.rank());
  }

  /** N numbers of variance 1 have none larger than the square root of N. */
  private static double normalized(double x, float epsilon, double elements, Operands in) {
    if (!(x < SQUARES) || !(epsilon > 0)) {
      return UNKNOWN;
    }
    double shift = in.has(2) ? in.bound(2) : 0;
    return 2 * Math.sqrt(elements) * in.bound(1) + shift;
  }

  private static double batchNormalized(BatchNormalization op, Operands in) {
    float[] scale = in.values(1);
    float[] bias = in.values(2);
    float[] mean = in.values(3);
    float[] variance = in.values(4);
    if (scale == null || bias == null || mean == null || variance == null) {
      return UNKNOWN;
    }
    double largest = 0;
    for (int c = 0; c < scale.length; c++) {
      double factor = Math.abs(scale[c]) / Math.sqrt(variance[c] + (double) op.epsilon());
      double bound = factor * (in.bound(0) + Math.abs(mean[c])) + Math.abs(bias[c]);
      // Not Math.max alone: NaN has to win.
      largest = Double.isNaN(bound) ? UNKNOWN : Math.max(largest, bound);
    }
    return largest;
  }

  private static double attention(Attention op, Operands in, int inputs) {
    double size = in.shape(0).size(-1);
    double scores = size * in.bound(0) * keys(in.bound(1), in, inputs, 4);
    double scale = op.scale() == null ? 1 : Math.max(1, Math.abs(op.scale()));
    // No row of a mask of finite numbers is masked entirely.
    boolean counted = inputs > 6 && in.has(6);
    boolean masked =
        inputs > 3 && in.has(3) && (in.bound(3) >= LIMIT || in.dataType(3) == DataType.BOOL);
    boolean finite = scores * scale < LIMIT && !masked && !counted;
    return finite ? keys(in.bound(2), in, inputs, 5) : UNKNOWN;
  }

  private static double keys(double bound, Operands in, int inputs, int past) {
    return inputs > past && in.has(past) ? Math.max(bound, in.bound(past)) : bound;
  }

  /** A cubic's weights sum up to less than 1.6 along an axis. */
  private static double resized(Resize op, double x) {
    boolean tame = Math.abs(op.cubicA()) <= 1 && !op.excludeOutside();
    boolean linear = op.mode() != ResizeMode.CUBIC;
    return linear || tame ? 4 * x + Math.abs(op.extrapolation()) : UNKNOWN;
  }

  private static double bias(Operands in, int inputs, int i) {
    return i < inputs && in.has(i) ? in.bound(i) : 0;
  }

  private static double convolution(Operands in) {
    Shape w = in.shape(1);
    long each = w.elements(1, w.rank());
    double norm = in.norm(1, w.size(0), each, 1, 1);
    return product(in, norm, each);
  }

  private static double transposed(ConvTranspose op, Operands in) {
    Shape w = in.shape(1);
    long each = w.size(0) / op.group();
    long kernel = w.elements(2, w.rank());
    double norm = in.norm(1, op.group(), each, w.size(1), kernel);
    return product(in, norm, each * kernel);
  }

  private static double gemm(Gemm op, Operands in, double addend) {
    Shape b = in.shape(1);
    long inner = b.size(op.transB() ? 1 : 0);
    long columns = b.size(op.transB() ? 0 : 1);
    double norm = op.transB() ? in.norm(1, columns, inner, 1, 1) : in.norm(1, 1, inner, columns, 1);
    double product = product(in, norm, inner);
    double alpha = Math.abs((double) op.alpha());
    double beta = Math.abs((double) op.beta());
    // The addend may be added before beta is multiplied.
    double scaled = alpha * product + beta * addend;
    double inside = beta == 0 ? alpha * product : alpha / beta * product + addend;
    boolean finite = product < LIMIT && inside < LIMIT;
    return finite ? scaled : UNKNOWN;
  }

  private static double matMul(Operands in) {
    Shape a = in.shape(0);
    Shape b = in.shape(1);
    long inner = a.size(-1);
    long columns = b.rank() == 1 ? 1 : b.size(-1);
    long batch = inner * columns == 0 ? 0 : b.elements() / (inner * columns);
    double right = in.norm(1, batch, inner, columns, 1);
    double left = in.norm(0, inner == 0 ? 0 : a.elements() / inner, inner, 1, 1);
    double byLeft = left < UNKNOWN ? left * in.bound(1) : UNKNOWN;
    return Math.min(byLeft, product(in, right, inner));
  }

  /** A sum of so many products, of which the second factors have that norm if they are constant. */
  private static double product(Operands in, double norm, long terms) {
    double x = in.bound(0);
    if (!(x < LIMIT)) {
      return UNKNOWN;
    }
    return norm < UNKNOWN ? x * norm : x * in.bound(1) * terms;
  }

  private static double sum(Operands in, int inputs) {
    double sum = 0;
    for (int i = 0; i < inputs; i++) {
      sum += in.has(i) ? in.bound(i) : 0;
    }
    return sum;
  }

  private static double largest(Operands in, int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = in.has(i) ? Math.max(largest, in.bound(i)) : largest;
    }
    return largest;
  }

  private static double reciprocal(float @Nullable [] divisors) {
    double least = UNKNOWN;
    for (float divisor : divisors == null ? new float[1] : divisors) {
      least = Math.min(least, Math.abs((double) divisor));
    }
    return least > 0 && least < UNKNOWN ? 1 / least : UNKNOWN;
  }

  private static double power(double bound, float @Nullable [] exponents) {
    boolean square = exponents != null && exponents.length == 1 && exponents[0] == 2;
    return square ? bound * bound : UNKNOWN;
  }

  /** What an operator makes of elements that are finite and no larger than {@code x}. */
  private static double unary(UnaryElementwise op, double x) {
    if (!(x < LIMIT)) {
      return UNKNOWN;
    }
    return switch (op) {
      case Relu relu -> x;
      case LeakyRelu leaky -> Math.max(1, Math.abs(leaky.alpha())) * x;
      case ThresholdedRelu relu -> x;
      case Clip clip -> clipped(clip, x);
      case Sigmoid sigmoid -> 1.01;
      case HardSigmoid hard -> affine(hard.alpha(), hard.beta(), x) < LIMIT ? 1 : UNKNOWN;
      case Tanh tanh -> 1.01;
      case Erf erf -> 1.01;
      case Softsign softsign -> 1;
      case Sign sign -> 1;
      case Sin sin -> 1.01;
      case Cos cos -> 1.01;
      case Atan atan -> 2;
      case Gelu gelu -> squared(x) + 1;
      case HardSwish hard -> x;
      case Swish swish -> x * Math.max(1, Math.abs(swish.alpha())) < LIMIT ? x + 1 : UNKNOWN;
      case Mish mish -> x + 1;
      case Softplus softplus -> x + 1;
      case Elu elu -> Math.max(x, 1.01 * Math.abs(elu.alpha()));
      case Celu celu -> celu.alpha() == 0 ? UNKNOWN : Math.max(x, 1.01 * Math.abs(celu.alpha()));
      case Selu selu -> Math.abs(selu.gamma()) * Math.max(x, 1.01 * Math.abs(selu.alpha()));
      case Affine affine -> affine(affine.alpha(), affine.beta(), x);
      case Exp exp -> x < 80 ? 1.01 * Math.exp(x) : UNKNOWN;
      case Abs abs -> x;
      case Neg neg -> x;
      case Ceil ceil -> x + 1;
      case Floor floor -> x + 1;
      case Round round -> x + 1;
      default -> UNKNOWN;
    };
  }

  private static double affine(float alpha, float beta, double x) {
    double bound = Math.abs(alpha) * x + Math.abs(beta);
    return Double.isNaN(bound) ? UNKNOWN : bound;
  }

  private static double clipped(Clip clip, double x) {
    double bounds = Math.max(Math.abs(clip.min()), Math.abs(clip.max()));
    double values = Math.max(x, Math.max(clip.min(), -clip.max()));
    double bound = Math.min(bounds, values);
    return Double.isNaN(clip.min() + (double) clip.max()) && !(bound < LIMIT) ? UNKNOWN : bound;
  }
}
