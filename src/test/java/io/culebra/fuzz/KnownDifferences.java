package io.culebra.fuzz;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.culebra.tensor.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where ONNX Runtime differs from the specification, or from numpy where that is silent, or where
 * neither says what is right. Nodes of these kinds are not compared with it.
 */
enum KnownDifferences {
  /**
   * numpy.argmax, argmin, max, min and sort, with which the specification's reference is written,
   * let NaN through or count it as the greatest; ONNX Runtime's loops compare with it and pass over
   * it.
   */
  NAN_IN_ORDER((step, inputs) ->
      Set.of(
                  "ArgMax",
                  "ArgMin",
                  "Hardmax",
                  "TopK",
                  "ReduceMax",
                  "ReduceMin",
                  "MaxPool",
                  "GlobalMaxPool")
              .contains(step.operator())
          && holds(inputs, 0, Double::isNaN)),

  /** numpy.sign of NaN is NaN; ONNX Runtime gives 0. */
  SIGN_OF_NAN((step, inputs) -> step.operator().equals("Sign") && holds(inputs, 0, Double::isNaN)),

  /**
   * ReduceMean, ReduceMax and ReduceMin of nothing: the specification calls the mean undefined and
   * the others the least and greatest number of the type; ONNX Runtime gives 0 or fails.
   */
  REDUCED_NOTHING((step, inputs) -> step.operator().startsWith("Reduce") && isEmpty(inputs.get(0))),

  /**
   * A bound of Clip that is left out: the text of Clip-13 names the type's least and greatest
   * number, the body of the same operator as a function has no bound. ONNX Runtime takes the text
   * for infinities, the library the function.
   */
  CLIP_WITHOUT_BOUND((step, inputs) ->
      step.operator().equals("Clip")
          && holds(inputs, 0, Double::isInfinite)
          && (inputs.get(1) == null || inputs.get(2) == null)),

  /** ONNX Runtime's pools start from the least finite number, which then beats -infinity. */
  POOL_OF_MINUS_INFINITY((step, inputs) ->
      step.operator().endsWith("MaxPool") && holds(inputs, 0, x -> x == Double.NEGATIVE_INFINITY)),

  /**
   * A row with infinity has infinity - infinity in its sum, and is NaN as a whole by numpy; in
   * float64 ONNX Runtime's LogSoftmax and Softmax pass over NaN.
   */
  SOFTMAX_OF_NAN((step, inputs) ->
      step.operator().endsWith("Softmax")
          && isDouble(inputs.get(0))
          && holds(inputs, 0, x -> Double.isNaN(x) || x == Double.POSITIVE_INFINITY)),

  /**
   * The mean of integers is their sum divided by their number; ONNX Runtime divides in floating
   * point, which has no place for all digits.
   */
  MEAN_OF_LARGE_INTEGERS(
      (step, inputs) -> step.operator().equals("ReduceMean") && isLargeInteger(inputs.get(0))),

  /**
   * Scores that are all -infinity without a mask: the specification's function divides zero by
   * zero, its reference answers zeros where a mask leaves nothing; and then a weight of 0 meets a
   * value of infinity.
   */
  ATTENTION_SPECIALS((step, inputs) ->
      step.operator().equals("Attention")
          && (holds(inputs, 0, x -> !Double.isFinite(x))
              || holds(inputs, 1, x -> !Double.isFinite(x))
              || holds(inputs, 2, x -> !Double.isFinite(x)))),

  /**
   * A query that may attend to no key gets zeros in the specification's tests
   * (attention_23_boolmask_fullymasked_row_nan_robustness); ONNX Runtime, which has no Attention of
   * float64, divides zero by zero.
   */
  MASKED_DOUBLES((step, inputs) ->
      step.operator().equals("Attention")
          && isDouble(inputs.get(0))
          && inputs.any(input -> input.type() == DataType.BOOL)),

  /**
   * BatchNormalization and its kin with statistics that are no numbers: ONNX Runtime makes a factor
   * and a term of them first, which may be infinities of both signs.
   */
  BATCH_STATISTICS((step, inputs) ->
      Set.of("BatchNormalization", "InstanceNormalization", "GroupNormalization")
              .contains(step.operator())
          && (holds(inputs, 1, x -> !Double.isFinite(x))
              || holds(inputs, 2, x -> !Double.isFinite(x))
              || holds(inputs, 3, x -> !Double.isFinite(x))
              || holds(inputs, 4, x -> !Double.isFinite(x)))),

  /**
   * Weights that are no numbers over the padding: the specification does not say whether its zeros
   * take part in products. ONNX Runtime multiplies them, the library leaves them out.
   */
  PADDED_SPECIALS((step, inputs) ->
      step.operator().startsWith("Conv") && holds(inputs, 1, x -> !Double.isFinite(x))),

  /** A sum with NaN is NaN; ONNX Runtime answers infinity where there is one too. */
  LOG_SUM_EXP_OF_NAN((step, inputs) ->
      step.operator().equals("ReduceLogSumExp") && holds(inputs, 0, Double::isNaN)),

  /**
   * The specification's function counts the past into the offset of the causal mask from its front,
   * as test attention_4d_causal_with_past_and_present has it; ONNX Runtime aligns the last query
   * with the last key, which is the same only for as many new keys as queries.
   */
  CAUSAL_PAST((step, inputs) ->
      step.operator().equals("Attention")
          && inputs.get(4) != null
          && step.attributes().stream()
              .anyMatch(a -> a.getName().equals("is_causal") && a.getI() == 1)
          && !alikeLong(inputs.get(0), inputs.get(1))),

  /** Comparisons of numbers that were rounded on the way, whose last bit may decide. */
  ROUNDED_COMPARISON((step, inputs) ->
      (Set.of(
                      "Equal",
                      "Less",
                      "LessOrEqual",
                      "Greater",
                      "GreaterOrEqual",
                      "Sign",
                      "NonZero",
                      "TopK",
                      "ArgMax",
                      "ArgMin",
                      "Hardmax")
                  .contains(step.operator())
              || (step.operator().equals("MaxPool") && step.outputs().size() > 1)
              || castsToBool(step))
          && inputs.any(input -> input.type().isFloat() && !input.isExact())),

  /**
   * Which of 0 and -0 is the greater: the specification, numpy and IEEE 754's maxNum leave it open,
   * and the next reciprocal tells.
   */
  MAXIMUM_OF_ZEROS((step, inputs) ->
      Set.of("Max", "Min").contains(step.operator())
          && inputs.any(input -> holds(input, x -> Double.compare(x, 0.0) == 0))
          && inputs.any(input -> holds(input, x -> Double.compare(x, -0.0) == 0))),

  /** The sign of a zero that was rounded on the way decides the sign of an infinity. */
  SIGN_OF_ROUNDED_ZERO((step, inputs) ->
      Set.of("Reciprocal", "Div", "Pow").contains(step.operator())
          && inputs.any(input -> !input.isExact() && holds(input, x -> x == 0))),

  /**
   * The specification counts dilations into the padding of SAME_UPPER and SAME_LOWER, whose output
   * has ceil(size / stride) elements; ONNX Runtime's pools do not.
   */
  SAME_WITH_DILATION((step, inputs) ->
      step.operator().endsWith("Pool")
          && text(step, "auto_pad").startsWith("SAME")
          && longs(step, "dilations").stream().anyMatch(dilation -> dilation != 1)),

  /**
   * SAME_UPPER and SAME_LOWER with a stride beyond the kernel: elements are left out by the formula
   * of the pools, which ONNX Runtime's pools follow; its convolutions leave out one less.
   */
  SAME_BELOW_ZERO((step, inputs) ->
      step.operator().equals("Conv")
          && text(step, "auto_pad").startsWith("SAME")
          && IntStream.range(0, longs(step, "strides").size())
              .anyMatch(axis ->
                  longs(step, "strides").get(axis)
                      > Objects.requireNonNull(inputs.get(1)).size(axis + 2))),

  /**
   * ConvTranspose with auto_pad SAME makes size * stride elements by the specification; ONNX
   * Runtime fewer where the stride is larger than the kernel.
   */
  SAME_TRANSPOSED((step, inputs) ->
      step.operator().equals("ConvTranspose") && text(step, "auto_pad").startsWith("SAME")),

  /**
   * align_corners divides by the size times the scale, less one, in the specification's reference
   * and in its test resize_downsample_scales_linear_align_corners; ONNX Runtime takes the size
   * rounded down.
   */
  ALIGNED_CORNERS((step, inputs) ->
      step.operator().equals("Resize")
          && text(step, "coordinate_transformation_mode").equals("align_corners")
          && inputs.size() == 3
          && !isWhole(inputs)),

  /** ONNX Runtime's antialiasing ignores half_pixel_symmetric. */
  ANTIALIAS_SYMMETRIC((step, inputs) ->
      step.operator().equals("Resize")
          && text(step, "coordinate_transformation_mode").equals("half_pixel_symmetric")
          && step.attributes().stream().anyMatch(a -> a.getName().equals("antialias"))),

  /**
   * NaN and infinities beside the place that is sampled: with a weight of 0 they make NaN in the
   * specification's reference and in ONNX Runtime, which multiply; its text asks for the elements
   * around the place only.
   */
  INTERPOLATED_SPECIALS((step, inputs) ->
      Set.of("Resize", "Upsample", "GridSample").contains(step.operator())
          && !text(step, "mode").equals("nearest")
          && (holds(inputs, 0, x -> !Double.isFinite(x))
              || holds(inputs, 1, x -> !Double.isFinite(x)))),

  /**
   * pytorch_half_pixel where one element is left: the place is 0 by the text of Resize and -0.5 by
   * its reference, which the library follows; ONNX Runtime follows the text.
   */
  ONE_ELEMENT_OF_PYTORCH((step, inputs) ->
      step.operator().equals("Resize")
          && text(step, "coordinate_transformation_mode").equals("pytorch_half_pixel")
          && leavesOne(inputs)),

  /** ONNX Runtime copies where sizes stay, though the scale asks for places in between. */
  RESIZED_TO_THE_SAME(
      (step, inputs) -> step.operator().equals("Resize") && inputs.size() == 3 && staysOf(inputs)),

  /**
   * An axis of one element lies at -1 with align_corners by the specification's reference; ONNX
   * Runtime puts it elsewhere.
   */
  ALIGNED_ONE((step, inputs) ->
      step.operator().equals("AffineGrid")
          && step.attributes().stream().anyMatch(a -> a.getI() == 1)
          && hasOne(inputs.get(1))),

  /** ONNX Runtime's LRN subtracts from a running sum what falls out of it: infinities stay. */
  LRN_SPECIALS((step, inputs) ->
      step.operator().equals("LRN") && holds(inputs, 0, x -> !Double.isFinite(x))),

  /** The activations of ONNX Runtime's recurrent loops clamp, which makes numbers of NaN. */
  RECURRENT_SPECIALS((step, inputs) ->
      Set.of("LSTM", "GRU", "RNN").contains(step.operator())
          && inputs.any(input -> holds(input, x -> !Double.isFinite(x)))),

  /** ONNX Runtime's GridSample finds its places in float32, also for float64. */
  GRID_OF_DOUBLES(
      (step, inputs) -> step.operator().equals("GridSample") && isDouble(inputs.get(0))),

  /** alpha A B of no terms is 0, to which beta C is added; ONNX Runtime adds C as it is. */
  GEMM_OF_NOTHING((step, inputs) ->
      step.operator().equals("Gemm") && (isEmpty(inputs.get(0)) || isEmpty(inputs.get(1)))),

  /**
   * Softplus of float16 and float64 is infinite in ONNX Runtime where the exponential would be, and
   * not so in float32.
   */
  SOFTPLUS_OF_LARGE((step, inputs) ->
      step.operator().equals("Softplus")
          && inputs.any(input ->
              (input.type() == DataType.FLOAT16 && isHuge(input, 10))
                  || (input.type() == DataType.DOUBLE && isHuge(input, 700)))),

  /** Infinity times the middle of a grid is NaN; in ONNX Runtime's grid the middle is about 0. */
  AFFINE_SPECIALS((step, inputs) ->
      step.operator().equals("AffineGrid") && holds(inputs, 0, x -> !Double.isFinite(x))),

  /** A product of no terms has all axes of the batch; ONNX Runtime forgets those of the second. */
  MATMUL_OF_NOTHING((step, inputs) ->
      step.operator().equals("MatMul") && (isEmpty(inputs.get(0)) || isEmpty(inputs.get(1)))),

  /** 0x7c is infinity in FLOAT8E5M2; ONNX Runtime casts it to 57344. */
  INFINITY_OF_E5M2((step, inputs) ->
      step.operator().equals("Cast")
          && inputs.any(input -> input.type() == DataType.FLOAT8E5M2)
          && holds(inputs, 0, Double::isInfinite)),

  /** A product whose factors overflow on the way to a zero is NaN or zero by their order. */
  OVERFLOWING_FACTORS((step, inputs) ->
      step.operator().equals("ReduceProd") && inputs.any(KnownDifferences::mayOverflow)),

  /** ONNX Runtime has the constants of FastGelu in float32, also for float64. */
  FAST_GELU_OF_DOUBLES(
      (step, inputs) -> step.operator().equals("FastGelu") && isDouble(inputs.get(0))),

  /**
   * Sums, and activations of several steps, that leave the range of the type on the way: what they
   * give depends on the order and on the precision in which they are taken, of which the
   * specification says nothing.
   */
  OVERFLOWING_SUM((step, inputs) ->
      (step.kind() == Step.Kind.SUM || step.operator().equals("Mean") || !step.domain().isEmpty())
          && inputs.any(KnownDifferences::isHuge));

  /** What tells a node that shows a difference. */
  private interface Condition {
    boolean holds(Step step, Operands inputs);
  }

  /** The inputs of a node. */
  private record Operands(List<@Nullable Value> values) {
    /** An input, or null where it is left out. */
    @Nullable Value get(int i) {
      return i < values.size() ? values.get(i) : null;
    }

    int size() {
      return values.size();
    }

    /** Whether one of them is like that. */
    boolean any(Predicate<Value> what) {
      for (Value value : values) {
        if (value != null && what.test(value)) {
          return true;
        }
      }
      return false;
    }
  }

  private final Condition condition;

  KnownDifferences(Condition condition) {
    this.condition = condition;
  }

  /** The difference that a node would show, or null. */
  static @Nullable KnownDifferences of(Step step, List<@Nullable Value> inputs) {
    for (KnownDifferences difference : values()) {
      if (difference.condition.holds(step, new Operands(inputs))) {
        return difference;
      }
    }
    return null;
  }

  private static boolean isEmpty(@Nullable Value value) {
    return value != null && value.count() == 0;
  }

  private static boolean holds(Operands inputs, int i, DoublePredicate what) {
    return holds(inputs.get(i), what);
  }

  private static boolean holds(@Nullable Value value, DoublePredicate what) {
    if (value == null || !value.type().isFloat()) {
      return false;
    }
    for (Data data : value.samples()) {
      for (int element = 0; element < data.count(); element++) {
        if (what.test(data.get(element))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String text(Step step, String name) {
    for (AttributeProto attribute : step.attributes()) {
      if (attribute.getName().equals(name)) {
        return attribute.getS().toStringUtf8();
      }
    }
    return "";
  }

  private static List<Long> longs(Step step, String name) {
    for (AttributeProto attribute : step.attributes()) {
      if (attribute.getName().equals(name)) {
        return attribute.getIntsList();
      }
    }
    return List.of();
  }

  /** Whether sizes times scales are whole numbers. */
  private static boolean isWhole(Operands inputs) {
    Value x = inputs.get(0);
    Value scales = inputs.get(2);
    for (int i = 0; x != null && scales != null && i < x.rank(); i++) {
      double size = x.size(i) * scales.data().get(i);
      if (size != Math.rint(size)) {
        return false;
      }
    }
    return true;
  }

  private static boolean castsToBool(Step step) {
    return step.operator().equals("Cast")
        && step.attributes().getFirst().getI() == DataType.BOOL.onnxNumber();
  }

  private static boolean isDouble(@Nullable Value value) {
    return value != null && value.type() == DataType.DOUBLE;
  }

  private static boolean alikeLong(@Nullable Value query, @Nullable Value key) {
    return query != null
        && key != null
        && query.size(query.rank() - 2) == key.size(key.rank() - 2)
        && query.rank() == key.rank();
  }

  private static boolean leavesOne(Operands inputs) {
    Value x = inputs.get(0);
    Value scales = inputs.get(2);
    Value sizes = inputs.get(3);
    for (int i = 0; x != null && i < x.rank(); i++) {
      double size =
          sizes != null
              ? sizes.data().get(i)
              : scales != null ? x.size(i) * scales.data().get(i) : 2;
      if (size < 2) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasOne(@Nullable Value sizes) {
    for (int i = 2; sizes != null && i < sizes.count(); i++) {
      if (sizes.data().getLong(i) == 1) {
        return true;
      }
    }
    return false;
  }

  private static boolean staysOf(Operands inputs) {
    Value x = inputs.get(0);
    Value scales = inputs.get(2);
    for (int i = 0; x != null && scales != null && i < x.rank(); i++) {
      double scale = scales.data().get(i);
      if (scale != 1 && Math.floor(x.size(i) * scale) == x.size(i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the elements above one, all multiplied, leave the range of the type. */
  private static boolean mayOverflow(Value value) {
    double most = value.type() == DataType.FLOAT16 ? 0x1p15 : Float.MAX_VALUE;
    for (Data data : value.samples()) {
      double logarithm = 0;
      for (int i = 0; i < data.count(); i++) {
        double size = Math.abs(data.get(i));
        logarithm += size > 1 ? Math.log(size) : 0;
      }
      if (value.type().isFloat() && logarithm > Math.log(most)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLargeInteger(@Nullable Value value) {
    return value != null
        && !value.type().isFloat()
        && Arrays.stream(value.samples()).anyMatch(data -> data.magnitude() > 0x1p24);
  }

  private static boolean isHuge(Value value) {
    return isHuge(value, value.type() == DataType.FLOAT16 ? 200 : 1e6);
  }

  private static boolean isHuge(Value value, double most) {
    for (Data data : value.samples()) {
      if (value.type().isFloat() && data.magnitude() > most) {
        return true;
      }
    }
    return false;
  }
}
