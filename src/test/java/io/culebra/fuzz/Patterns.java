package io.culebra.fuzz;

import static io.culebra.fuzz.Operators.FLOATS;
import static io.culebra.fuzz.Step.Kind.EXACT;
import static io.culebra.fuzz.Step.Kind.POINTWISE;
import static io.culebra.fuzz.Step.Kind.SUM;

import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Nodes as exporters write them one behind the other, which rewrites fuse, with variants that must
 * not be fused: other constants, constants that raise the rank, operands that broadcast.
 */
final class Patterns {
  /** All of them. */
  static final List<Operators.Entry> ALL = new ArrayList<>();

  static {
    put("block of a convolution", 9, Patterns::convolutionBlock);
    put("scaled product", 9, Patterns::scaledProduct);
    put("residual", 9, Patterns::residual);
    put("gelu", 9, Patterns::gelu);
    put("gelu by tanh", 9, Patterns::geluByTanh);
    put("gate", 9, Patterns::gate);
    put("layer normalization", 9, Patterns::layerNormalization);
    put("rms normalization", 9, Patterns::rmsNormalization);
    put("attention", 9, Patterns::attention);
    put("chain of constants", 9, Patterns::chainOfConstants);
    put("ranks", 13, Patterns::ranks);
    put("squeeze and excite", 9, Patterns::squeezeAndExcite);
    put("padded window", 11, Patterns::paddedWindow);
    put("shapes", 13, Patterns::shapes);
    put("branches", 13, Patterns::branches);
    put("rotation", 13, Patterns::rotation);
  }

  private Patterns() {}

  private static void put(String name, int since, Operators.Generator generator) {
    ALL.add(new Operators.Entry(name, since, Integer.MAX_VALUE, generator));
  }

  /** Those of a version. */
  static List<Operators.Entry> of(int opset) {
    return ALL.stream().filter(entry -> entry.since() <= opset).toList();
  }

  private static Value add(Sketch s, Value x, Value y) {
    return s.node("Add", POINTWISE, s.chance(0.5) ? List.of(x, y) : List.of(y, x));
  }

  private static Value mul(Sketch s, Value x, Value y) {
    return s.node("Mul", POINTWISE, s.chance(0.5) ? List.of(x, y) : List.of(y, x));
  }

  /** A number as a constant: a scalar, or a tensor of one element with some axes. */
  private static Value number(Sketch s, Value x, double number) {
    long[] sizes = new long[s.chance(0.7) ? 0 : s.between(1, Math.min(5, x.rank() + 1))];
    Arrays.fill(sizes, 1);
    return s.constant(Data.of(x.type(), new double[] {number}, sizes));
  }

  private static Value activation(Sketch s, Value x) {
    return switch (s.between(0, 6)) {
      case 0, 1 -> s.node("Relu", EXACT, List.of(x));
      case 2 -> s.node("Sigmoid", POINTWISE, List.of(x));
      case 3 -> s.node("Tanh", POINTWISE, List.of(x));
      case 4 -> s.node("LeakyRelu", POINTWISE, List.of(x), Attr.real("alpha", 0.2));
      case 5 ->
          s.opset() >= 11
              ? s.node("Clip", EXACT, List.of(x, number0(s, x, -0.5), number0(s, x, 1.5)))
              : s.node("Elu", POINTWISE, List.of(x));
      default -> x;
    };
  }

  private static Value number0(Sketch s, Value x, double number) {
    return s.constant(Data.of(x.type(), new double[] {number}));
  }

  /** A constant with a number for each channel, or one that only looks like it. */
  private static Value perChannel(Sketch s, Value x, Fill fill) {
    int rank = x.rank();
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    switch (s.between(0, 6)) {
      case 0 -> sizes[rank - 1] = x.size(rank - 1);
      case 1 -> {
        sizes = new long[Math.min(5, rank + 1)];
        Arrays.fill(sizes, 1);
        sizes[sizes.length - rank + 1] = x.size(1);
      }
      case 2 -> sizes = new long[0];
      case 3 -> sizes[0] = x.size(0);
      case 4 -> {
        sizes[1] = x.size(1);
        sizes = Arrays.copyOfRange(sizes, 1, rank);
      }
      default -> sizes[1] = x.size(1);
    }
    return s.chance(0.8)
        ? s.constant(fill.fill(s.random(), x.type(), sizes))
        : s.shaped(x.type(), fill, sizes);
  }

  private static Value conv(Sketch s, Value x, long out, int kernel, int stride) {
    int axes = x.rank() - 2;
    long[] kernels = new long[axes];
    Arrays.fill(kernels, kernel);
    long[] shape = new long[x.rank()];
    Arrays.fill(shape, kernel);
    shape[0] = out;
    shape[1] = x.size(1);
    long[] pads = new long[2 * axes];
    Arrays.fill(pads, kernel / 2);
    long[] strides = new long[axes];
    Arrays.fill(strides, stride);
    Fill fill = Fill.normal(1 / Math.sqrt(x.size(1) * Math.pow(kernel, axes)));
    List<Value> inputs = new ArrayList<>(List.of(x, WindowOperators.weight(s, x, fill, shape)));
    if (s.chance(0.5)) {
      inputs.add(WindowOperators.weight(s, x, Fill.NORMAL, out));
    }
    return s.node(
        "Conv",
        SUM,
        new ArrayList<>(inputs),
        Attr.integers("kernel_shape", kernels),
        Attr.integers("pads", pads),
        Attr.integers("strides", strides));
  }

  private static Value batchNormalization(Sketch s, Value x) {
    long channels = x.size(1);
    return s.node(
        "BatchNormalization",
        SUM,
        List.of(
            x,
            s.constant(Fill.POSITIVE.fill(s.random(), x.type(), channels)),
            s.constant(Fill.NORMAL.fill(s.random(), x.type(), channels)),
            s.constant(Fill.NORMAL.fill(s.random(), x.type(), channels)),
            s.constant(Fill.POSITIVE.fill(s.random(), x.type(), channels))));
  }

  private static void convolutionBlock(Sketch s) {
    Value x = WindowOperators.picture(s);
    if (s.chance(0.3)) {
      x = batchNormalization(s, x);
    }
    if (s.chance(0.3)) {
      x = activation(s, x);
    }
    boolean same = s.chance(0.6);
    Value y = conv(s, x, same ? x.size(1) : s.any(1, 2, 8, 17), s.any(1, 3), 1);
    if (s.chance(0.5)) {
      y = batchNormalization(s, y);
    }
    if (s.chance(0.4)) {
      y = mul(s, y, perChannel(s, y, Fill.POSITIVE));
    }
    if (s.chance(0.4)) {
      y = add(s, y, perChannel(s, y, Fill.NORMAL));
    }
    if (s.chance(0.4)) {
      y = activation(s, y);
    }
    if (s.broadcast(x.sizes(), y.sizes()) && s.chance(0.6)) {
      y = add(s, y, x);
    }
    activation(s, y);
  }

  private static void scaledProduct(Sketch s) {
    Value x = s.operand(FLOATS, 2, 4);
    long in = x.size(x.rank() - 1);
    long out = s.chance(0.5) ? in : s.between(1, 17);
    Fill fill = Fill.normal(1 / Math.sqrt((double) Math.max(1, in)));
    Value w = WindowOperators.weight(s, x, fill, in, out);
    Value y;
    if (x.rank() == 2 && s.chance(0.5)) {
      y = s.node("Gemm", SUM, List.of(x, w, WindowOperators.weight(s, x, Fill.NORMAL, out)));
    } else {
      y = s.node("MatMul", SUM, List.of(x, w));
    }
    for (int i = s.between(1, 3); i > 0; i--) {
      Value other = s.broadcasting(y, Fill.POSITIVE);
      y = s.chance(0.5) ? mul(s, y, other) : add(s, y, other);
    }
    if (s.chance(0.5) && s.broadcast(x.sizes(), y.sizes())) {
      y = add(s, y, x);
    }
    activation(s, y);
  }

  /** f(r) + r, where f reads r in another way than the addition. */
  private static void residual(Sketch s) {
    Value x = s.operand(FLOATS, 3, 4);
    if (x.count() == 0) {
      throw new Rejected("nothing to add");
    }
    Value r = s.node("Relu", EXACT, List.of(x));
    int last = x.rank() - 1;
    long in = x.size(last);
    Value f =
        switch (s.between(0, 6)) {
          case 0, 1 -> conv(s, r, r.size(1), 3, 1);
          case 2 ->
              s.node(
                  "MatMul",
                  SUM,
                  List.of(
                      r,
                      WindowOperators.weight(
                          s, r, Fill.normal(1 / Math.sqrt((double) in)), in, in)));
          case 3 -> s.node("Softmax", SUM, List.of(r), Attr.integer("axis", s.axis(r.rank())));
          case 4 -> mean(s, r, last);
          case 5 -> {
            long[] flip = LongStream.rangeClosed(0, last).toArray();
            flip[last] = last - 1L;
            flip[last - 1] = last;
            if (r.size(last) != r.size(last - 1)) {
              throw new Rejected("no square");
            }
            yield s.node("Transpose", EXACT, List.of(r), Attr.integers("perm", flip));
          }
          default -> s.node("Sigmoid", POINTWISE, List.of(r));
        };
    Value y = s.node(s.any("Add", "Sub", "Mul"), POINTWISE, List.of(f, r));
    activation(s, y);
  }

  private static void gelu(Sketch s) {
    Value x = s.operand(FLOATS, 1, 4);
    double root = s.chance(0.8) ? Math.sqrt(2) : 1.5;
    double one = s.chance(0.9) ? 1 : 0.5;
    Value scaled =
        s.chance(0.6)
            ? s.node("Div", POINTWISE, List.of(x, number(s, x, root)))
            : mul(s, x, number(s, x, 1 / root));
    Value erf = s.node("Erf", POINTWISE, List.of(scaled));
    Value sum = add(s, erf, number(s, x, one));
    if (s.chance(0.5)) {
      mul(s, mul(s, x, sum), number(s, x, 0.5));
    } else {
      Value other = s.chance(0.9) ? x : s.broadcasting(x, Fill.NORMAL);
      mul(s, mul(s, other, number(s, x, 0.5)), sum);
    }
  }

  private static void geluByTanh(Sketch s) {
    Value x = s.operand(FLOATS, 1, 4);
    Value cube =
        s.chance(0.5)
            ? s.node("Pow", POINTWISE, List.of(x, number(s, x, 3)))
            : mul(s, mul(s, x, x), x);
    Value inner = add(s, x, mul(s, cube, number(s, x, 0.044715)));
    Value scaled = mul(s, inner, number(s, x, s.chance(0.9) ? Math.sqrt(2 / Math.PI) : 0.9));
    Value sum = add(s, s.node("Tanh", POINTWISE, List.of(scaled)), number(s, x, 1));
    mul(s, mul(s, x, number(s, x, 0.5)), sum);
  }

  private static void gate(Sketch s) {
    Value x = s.operand(FLOATS, 1, 4);
    Value other = s.chance(0.7) ? x : s.broadcasting(x, Fill.NORMAL);
    switch (s.between(0, 3)) {
      case 0 -> mul(s, other, s.node("Sigmoid", POINTWISE, List.of(x)));
      case 1 -> {
        Value scaled = mul(s, x, number(s, x, s.any(1.702, -1.0, 1.0)));
        mul(s, other, s.node("Sigmoid", POINTWISE, List.of(scaled)));
      }
      case 2 ->
          mul(
              s,
              other,
              s.node("Tanh", POINTWISE, List.of(s.node("Softplus", POINTWISE, List.of(x)))));
      default -> {
        Value shifted = add(s, x, number(s, x, 3));
        if (s.opset() < 11) {
          throw new Rejected("bounds are attributes");
        }
        Value clipped = s.node("Clip", EXACT, List.of(shifted, number0(s, x, 0), number0(s, x, 6)));
        Value product = mul(s, other, clipped);
        s.node("Div", POINTWISE, List.of(product, number(s, x, 6)));
      }
    }
  }

  private static Value mean(Sketch s, Value x, long... axes) {
    return s.opset() < 18
        ? s.node("ReduceMean", SUM, List.of(x), Attr.integers("axes", axes))
        : s.node("ReduceMean", SUM, List.of(x, s.constant(axes)));
  }

  private static void layerNormalization(Sketch s) {
    Value x = s.operand(FLOATS, 2, 4);
    int last = x.rank() - 1;
    if (x.count() == 0 || x.size(last) < 2) {
      throw new Rejected("nothing to normalize");
    }
    long axis = s.chance(0.8) ? s.any(-1, last) : 1;
    Value centred = s.node("Sub", POINTWISE, List.of(x, mean(s, x, axis)));
    Value square =
        s.chance(0.5)
            ? mul(s, centred, centred)
            : s.node("Pow", POINTWISE, List.of(centred, number0(s, x, 2)));
    Value variance = mean(s, square, s.chance(0.95) ? axis : 0);
    Value root =
        s.node("Sqrt", POINTWISE, List.of(add(s, variance, number(s, x, s.any(1e-5, 1e-2)))));
    Value normal = s.node("Div", POINTWISE, List.of(centred, root));
    Value scaled = mul(s, normal, lastAxis(s, x, Fill.POSITIVE));
    add(s, scaled, lastAxis(s, x, Fill.NORMAL));
  }

  private static Value lastAxis(Sketch s, Value x, Fill fill) {
    long last = x.size(x.rank() - 1);
    long[] sizes =
        s.chance(0.8)
            ? new long[] {last}
            : s.any(
                new long[] {1, last},
                new long[] {},
                new long[] {1, 1, 1, 1, last},
                new long[] {x.size(x.rank() - 2), last});
    return s.chance(0.85)
        ? s.constant(fill.fill(s.random(), x.type(), sizes))
        : s.shaped(x.type(), fill, sizes);
  }

  private static void rmsNormalization(Sketch s) {
    Value x = s.operand(FLOATS, 2, 4);
    if (x.count() == 0) {
      throw new Rejected("nothing to normalize");
    }
    Value square =
        s.chance(0.5) ? mul(s, x, x) : s.node("Pow", POINTWISE, List.of(x, number0(s, x, 2)));
    Value root =
        s.node(
            "Sqrt",
            POINTWISE,
            List.of(add(s, mean(s, square, -1), number(s, x, s.any(1e-5, 1e-2)))));
    Value normal =
        s.chance(0.5)
            ? s.node("Div", POINTWISE, List.of(x, root))
            : mul(s, x, s.node("Reciprocal", POINTWISE, List.of(root)));
    mul(s, normal, lastAxis(s, x, Fill.POSITIVE));
  }

  private static void attention(Sketch s) {
    DataType type = s.type(FLOATS);
    long batch = s.between(1, 3);
    long heads = s.between(1, 3);
    long queries = s.any(1, 3, 8, 17);
    long keys = s.any(1, 3, 8, 17);
    long depth = s.any(1, 4, 8, 16);
    long valueDepth = s.chance(0.7) ? depth : s.any(3, 5);
    boolean four = s.chance(0.7);
    long kvBatch = s.chance(0.85) ? batch : 1;
    Value q = s.shaped(type, Fill.NORMAL, form(four, batch, heads, queries, depth));
    Value k = s.shaped(type, Fill.NORMAL, form(four, kvBatch, heads, keys, depth));
    Value v = s.shaped(type, Fill.NORMAL, form(four, kvBatch, heads, keys, valueDepth));
    long[] flip = four ? new long[] {0, 1, 3, 2} : new long[] {0, 2, 1};
    double scale = 1 / Math.sqrt((double) depth);
    boolean early = s.chance(0.2);
    if (early) {
      q = mul(s, q, number(s, q, scale));
    }
    Value transposed = s.node("Transpose", EXACT, List.of(k), Attr.integers("perm", flip));
    Value scores = s.node("MatMul", SUM, List.of(q, transposed));
    if (!early) {
      scores =
          s.chance(0.5)
              ? mul(s, scores, number(s, q, scale))
              : s.node("Div", POINTWISE, List.of(scores, number(s, q, 1 / scale)));
    }
    if (s.chance(0.5)) {
      long[] mask =
          s.any(
              new long[] {queries, keys},
              new long[] {keys},
              new long[] {1, 1, queries, keys},
              new long[] {batch, 1, 1, keys},
              new long[] {queries, 1});
      if (mask.length <= scores.rank()) {
        if (s.chance(0.5)) {
          double out = s.any(-1e4, -100.0, type == DataType.FLOAT16 ? -6e4 : -3e38);
          Fill fill = (r, i) -> r.nextInt(5) == 0 ? out : 0;
          scores = add(s, scores, s.plain(type, fill, mask));
        } else {
          Value where = s.plain(DataType.BOOL, (r, i) -> r.nextInt(5) == 0 ? 1 : 0, mask);
          scores = s.node("Where", EXACT, List.of(where, number(s, q, -1e4), scores));
        }
      }
    }
    int axis = s.chance(0.9) ? -1 : scores.rank() - 2;
    Value weights = s.node("Softmax", SUM, List.of(scores), Attr.integer("axis", axis));
    s.node("MatMul", SUM, List.of(weights, v));
  }

  private static long[] form(boolean four, long batch, long heads, long length, long depth) {
    return four ? new long[] {batch, heads, length, depth} : new long[] {batch, length, depth};
  }

  /** Products and quotients by constants, some far from one, as rewrites multiply them. */
  private static void chainOfConstants(Sketch s) {
    Value y = s.operand(FLOATS, 0, 4);
    double scale = 1;
    for (int i = s.between(2, 5); i > 0; i--) {
      switch (s.between(0, 6)) {
        case 0, 1 -> {
          double factor = s.any(2.0, 0.5, 3.0, -1.0, 1e3, 1e-3, 1.0);
          scale *= factor;
          y = mul(s, y, number(s, y, factor));
        }
        case 2 -> y = s.node("Div", POINTWISE, List.of(y, number(s, y, s.any(3.0, 0.7, 1e-3))));
        case 3 -> y = add(s, y, number(s, y, s.any(0.0, 1.0, -2.5)));
        case 4 -> y = s.node("Sub", POINTWISE, List.of(y, number(s, y, 0.5)));
        case 5 -> {
          Value square = s.node("Abs", EXACT, List.of(y));
          y = s.node("Pow", POINTWISE, List.of(square, number0(s, y, s.any(0.5, 2.0, 1.0, 0.0))));
        }
        default ->
            y =
                mul(
                    s,
                    y,
                    s.constant(
                        Fill.POSITIVE.fill(s.random(), y.type(), s.broadcasting(y.sizes()))));
      }
    }
    if (scale > 1e6) {
      throw new Rejected("too far from one");
    }
  }

  /** What lies channels-last, read by steps of other ranks. */
  private static void ranks(Sketch s) {
    Value x = WindowOperators.picture(s);
    Value y =
        switch (s.between(0, 3)) {
          case 0, 1 -> conv(s, x, s.any(1, 2, 8, 17), s.any(1, 3), 1);
          case 2 -> batchNormalization(s, x);
          default -> {
            long[] ones = new long[x.rank() - 2];
            Arrays.fill(ones, 2);
            for (int i = 2; i < x.rank(); i++) {
              ones[i - 2] = Math.min(2, x.size(i));
            }
            yield s.node("MaxPool", EXACT, List.of(x), Attr.integers("kernel_shape", ones));
          }
        };
    if (s.chance(0.5)) {
      y = activation(s, y);
    }
    for (int i = s.between(1, 3); i > 0; i--) {
      y = otherRank(s, y);
    }
  }

  private static Value otherRank(Sketch s, Value y) {
    return switch (s.between(0, 7)) {
      case 0 -> {
        if (y.rank() > 4) {
          yield y;
        }
        yield s.node("Unsqueeze", EXACT, List.of(y, s.constant((long) s.between(0, y.rank()))));
      }
      case 1 -> {
        long[] sizes = new long[5];
        Arrays.fill(sizes, 1);
        System.arraycopy(y.sizes(), 0, sizes, 5 - Math.min(5, y.rank()), Math.min(5, y.rank()));
        sizes[0] = y.rank() < 5 ? s.any(1, 1, 2) : sizes[0];
        for (int i = 1; i < 5; i++) {
          sizes[i] = s.chance(0.5) ? 1 : sizes[i];
        }
        yield add(s, y, s.fresh(y.type(), Fill.NORMAL, sizes));
      }
      case 2 -> {
        Value flat = s.node("Flatten", EXACT, List.of(y), Attr.integer("axis", s.any(1, 2)));
        long in = flat.size(1);
        Fill fill = Fill.normal(1 / Math.sqrt((double) Math.max(1, in)));
        yield s.node(
            "MatMul", SUM, List.of(flat, WindowOperators.weight(s, y, fill, in, s.between(1, 9))));
      }
      case 3 -> {
        long in = y.size(y.rank() - 1);
        Fill fill = Fill.normal(1 / Math.sqrt((double) Math.max(1, in)));
        yield s.node(
            "MatMul", SUM, List.of(y, WindowOperators.weight(s, y, fill, in, s.between(1, 9))));
      }
      case 4 -> {
        List<Long> order = new ArrayList<>(LongStream.range(0, y.rank()).boxed().toList());
        java.util.Collections.shuffle(order, s.random());
        long[] perm = order.stream().mapToLong(Long::longValue).toArray();
        yield s.node("Transpose", EXACT, List.of(y), Attr.integers("perm", perm));
      }
      case 5 -> {
        if (y.rank() < 3) {
          yield y;
        }
        long[] shape = {y.size(0), y.size(1), -1};
        yield s.node("Reshape", EXACT, List.of(y, s.constant(shape)));
      }
      case 6 -> {
        Value where = s.fresh(DataType.BOOL, Fill.BOOL, s.broadcasting(y.sizes()));
        yield s.node("Where", EXACT, List.of(where, y, s.broadcasting(y, Fill.NORMAL)));
      }
      default -> s.node("Softmax", SUM, List.of(y), Attr.integer("axis", s.axis(y.rank())));
    };
  }

  private static void squeezeAndExcite(Sketch s) {
    Value x = WindowOperators.picture(s);
    Value y = conv(s, x, s.any(2, 8, 17), s.any(1, 3), s.any(1, 2));
    Value pooled =
        s.chance(0.5)
            ? s.node("GlobalAveragePool", SUM, List.of(y))
            : mean(s, y, LongStream.range(2, y.rank()).toArray());
    Value inner = s.node("Relu", EXACT, List.of(conv(s, pooled, s.any(1, 3, 4), 1, 1)));
    Value gate = s.node("Sigmoid", POINTWISE, List.of(conv(s, inner, y.size(1), 1, 1)));
    mul(s, y, gate);
  }

  private static void paddedWindow(Sketch s) {
    Value x = WindowOperators.picture(s);
    long[] pads = new long[2 * x.rank()];
    for (int i = s.chance(0.9) ? 2 : 0; i < x.rank(); i++) {
      pads[i] = s.between(0, 2);
      pads[x.rank() + i] = s.between(0, 2);
    }
    String mode = s.any("constant", "constant", "edge");
    List<@Nullable Value> inputs = new ArrayList<>(List.of(x, s.constant(pads)));
    if (mode.equals("constant") && s.chance(0.4)) {
      inputs.add(s.constant(Data.of(x.type(), new double[] {s.any(0.0, 1.5)})));
    }
    Value padded = s.node("Pad", EXACT, inputs, Attr.text("mode", mode));
    if (s.chance(0.6)) {
      conv(s, padded, s.any(1, 4, 17), s.any(1, 3), s.any(1, 2));
    } else {
      long[] kernel = new long[x.rank() - 2];
      Arrays.fill(kernel, 1);
      for (int i = 0; i < kernel.length; i++) {
        kernel[i] = Math.min(s.any(2, 3), padded.size(i + 2));
      }
      s.node(
          s.any("MaxPool", "AveragePool"),
          SUM,
          List.of(padded),
          Attr.integers("kernel_shape", kernel));
    }
  }

  /** Shapes computed of shapes, as exporters write a view. */
  private static void shapes(Sketch s) {
    Value x = s.operand(FLOATS, 2, 4);
    if (x.count() == 0) {
      throw new Rejected("a view of nothing");
    }
    Value y = activation(s, x);
    Value shape = s.node("Shape", EXACT, List.of(x));
    Value first =
        s.node(
            "Gather", EXACT, List.of(shape, s.constant(Data.of(DataType.INT64, new long[] {0}))));
    Value list = s.node("Unsqueeze", EXACT, List.of(first, s.constant(0L)));
    Value whole =
        s.node(
            "Concat",
            EXACT,
            s.chance(0.5) ? List.of(list, s.constant(-1L)) : List.of(s.constant(-1L), list),
            Attr.integer("axis", 0));
    Value matrix = s.node("Reshape", EXACT, List.of(y, whole));
    if (s.chance(0.5)) {
      Value flipped = s.node("Transpose", EXACT, List.of(matrix), Attr.integers("perm", 1, 0));
      matrix = activation(s, flipped);
    }
    s.node("Reshape", EXACT, List.of(matrix, shape));
  }

  /** Split into parts that go their own ways and meet again. */
  private static void branches(Sketch s) {
    Value x = s.operand(FLOATS, 2, 4);
    int axis = s.between(0, x.rank() - 1);
    long size = x.size(axis);
    if (size < 2 || x.count() == 0) {
      throw new Rejected("nothing to split");
    }
    long at = s.between(1, (int) size - 1);
    List<@Nullable Value> parts =
        s.nodes(
            "",
            "Split",
            EXACT,
            List.of(x, s.constant(at, size - at)),
            3,
            Attr.integer("axis", axis));
    List<@Nullable Value> made = new ArrayList<>();
    for (Value part : parts) {
      if (part != null) {
        made.add(activation(s, s.chance(0.5) ? mul(s, part, number(s, part, 1.5)) : part));
      }
    }
    if (s.chance(0.3)) {
      made.add(made.getFirst());
    }
    if (s.chance(0.3)) {
      made.add(x);
    }
    Value joined = s.node("Concat", EXACT, made, Attr.integer("axis", axis));
    if (Arrays.equals(joined.sizes(), x.sizes()) && s.chance(0.5)) {
      add(s, joined, x);
    }
  }

  /** Rotary positions as exporters write them: halves swapped, one negated. */
  private static void rotation(Sketch s) {
    Value x = s.operand(FLOATS, 3, 4);
    int last = x.rank() - 1;
    long size = x.size(last);
    if (size < 2 || size % 2 != 0 || x.count() == 0) {
      throw new Rejected("no halves");
    }
    Value axis = s.constant((long) last);
    Value front = s.node("Slice", EXACT, List.of(x, s.constant(0L), s.constant(size / 2), axis));
    Value back =
        s.node("Slice", EXACT, List.of(x, s.constant(size / 2), s.constant(Long.MAX_VALUE), axis));
    Value negated = s.node("Neg", EXACT, List.of(back));
    Value turned =
        s.node("Concat", EXACT, List.of(negated, front), Attr.integer("axis", s.any(-1, last)));
    long[] places = {x.size(last - 1), size};
    Value cos = s.shaped(x.type(), Fill.UNIT, places);
    Value sin = s.shaped(x.type(), Fill.UNIT, places);
    add(s, mul(s, x, cos), mul(s, turned, sin));
  }
}
