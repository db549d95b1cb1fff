package io.culebra.fuzz;

import static io.culebra.fuzz.Operators.ALL;
import static io.culebra.fuzz.Operators.NUMBERS;
import static io.culebra.fuzz.Step.Kind.EXACT;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operators that move elements without computing. */
final class MovementOperators {
  private MovementOperators() {}

  static void addTo(Operators table) {
    table.put("Concat", 7, MovementOperators::concat);
    table.put("Split", 7, MovementOperators::split);
    table.put("Slice", 7, MovementOperators::slice);
    table.put("Transpose", 7, MovementOperators::transpose);
    table.put("Pad", 7, MovementOperators::pad);
    table.put("Expand", 8, MovementOperators::expand);
    table.put("Tile", 7, MovementOperators::tile);
    table.put("DepthToSpace", 11, s -> blocks(s, "DepthToSpace"));
    table.put("SpaceToDepth", 7, s -> blocks(s, "SpaceToDepth"));
    table.put("TensorScatter", 24, MovementOperators::tensorScatter);
    table.put("Trilu", 14, MovementOperators::trilu);
  }

  private static void concat(Sketch s) {
    Value x = s.operand(ALL, 1, 5);
    int axis = s.axis(x.rank());
    List<@Nullable Value> inputs = new ArrayList<>(List.of(x));
    for (int i = s.between(0, 3); i > 0; i--) {
      long[] sizes = x.sizes().clone();
      sizes[Math.floorMod(axis, x.rank())] = s.between(s.chance(0.1) ? 0 : 1, 9);
      inputs.add(s.chance(0.2) ? x : s.shaped(x.type(), Fill.of(x.type()), sizes));
    }
    Collections.shuffle(inputs, s.random());
    int given = s.opset() < 11 ? Math.floorMod(axis, x.rank()) : axis;
    s.node("Concat", EXACT, inputs, Attr.integer("axis", given));
  }

  private static void split(Sketch s) {
    Value x = s.operand(ALL, 1, 5);
    int axis = s.axis(x.rank());
    long size = x.size(Math.floorMod(axis, x.rank()));
    int given = s.opset() < 11 ? Math.floorMod(axis, x.rank()) : axis;
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(Attr.integer("axis", given));
    List<@Nullable Value> inputs = new ArrayList<>(List.of(x));
    int parts = s.between(1, 4);
    if (size % parts == 0 && s.chance(0.5)) {
      if (s.opset() >= 18) {
        attributes.add(Attr.integer("num_outputs", parts));
      }
    } else if (s.opset() >= 18 && s.chance(0.3) && size > parts * (parts - 1L)) {
      attributes.add(Attr.integer("num_outputs", parts));
    } else {
      long[] sizes = new long[parts];
      long left = size;
      for (int i = 0; i < parts; i++) {
        sizes[i] = i == parts - 1 ? left : s.between(0, (int) left);
        left -= sizes[i];
      }
      if (s.opset() < 13) {
        attributes.add(Attr.integers("split", sizes));
      } else {
        inputs.add(s.constant(sizes));
      }
    }
    s.nodes(
        "", "Split", EXACT, inputs, (1 << parts) - 1, attributes.toArray(AttributeProto[]::new));
  }

  private static void slice(Sketch s) {
    Value x = s.operand(ALL, 1, 5);
    List<Integer> axes =
        new ArrayList<>(IntStream.range(0, x.rank()).filter(i -> s.chance(0.6)).boxed().toList());
    if (axes.isEmpty()) {
      axes.add(0);
    }
    boolean steps = s.opset() >= 10 && s.chance(0.6);
    int n = axes.size();
    long[] starts = new long[n];
    long[] ends = new long[n];
    long[] strides = new long[n];
    long[] along = new long[n];
    for (int i = 0; i < n; i++) {
      int size = (int) x.size(axes.get(i));
      along[i] = axes.get(i);
      strides[i] = steps ? s.any(1, 1, 2, 3, -1, -2) : 1;
      int a = s.between(0, Math.max(0, size - 1));
      int b = s.between(a, size);
      starts[i] = strides[i] > 0 ? a : b - 1;
      ends[i] = strides[i] > 0 ? b : a - 1;
      if ((strides[i] < 0 && ends[i] < 0) || (strides[i] > 0 && s.chance(0.2))) {
        ends[i] =
            strides[i] < 0
                ? (long) Integer.MIN_VALUE
                : s.any((long) Integer.MAX_VALUE, Long.MAX_VALUE, 99L);
      }
      if (strides[i] < 0 && starts[i] < 0) {
        starts[i] = size + 3L;
      }
      if (s.chance(0.2) && starts[i] > 0 && starts[i] < size) {
        starts[i] -= size;
      }
      if (s.opset() >= 11 && s.chance(0.2)) {
        along[i] -= x.rank();
      }
    }
    if (s.opset() < 10) {
      s.node(
          "Slice",
          EXACT,
          List.of(x),
          Attr.integers("starts", starts),
          Attr.integers("ends", ends),
          Attr.integers("axes", along));
      return;
    }
    List<@Nullable Value> inputs = new ArrayList<>(List.of(x));
    inputs.add(s.constant(starts));
    inputs.add(s.constant(ends));
    boolean omit = n == x.rank() && Arrays.stream(along).allMatch(a -> a >= 0) && s.chance(0.5);
    inputs.add(omit ? null : s.constant(along));
    inputs.add(steps ? s.constant(strides) : null);
    s.node("Slice", EXACT, inputs);
  }

  private static void transpose(Sketch s) {
    Value x = s.operand(ALL, 1, 5);
    if (s.chance(0.1)) {
      s.node("Transpose", EXACT, List.of(x));
      return;
    }
    List<Long> order = new ArrayList<>();
    for (long i = 0; i < x.rank(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, s.random());
    if (x.rank() >= 3 && s.chance(0.4)) {
      Collections.sort(order);
      Collections.rotate(order.subList(1, x.rank()), s.chance(0.5) ? 1 : -1);
    }
    long[] perm = order.stream().mapToLong(Long::longValue).toArray();
    s.node("Transpose", EXACT, List.of(x), Attr.integers("perm", perm));
  }

  private static void pad(Sketch s) {
    Value x = s.operand(s.opset() < 11 ? Operators.FLOATS : s.opset() < 13 ? NUMBERS : ALL, 1, 5);
    String mode =
        s.any("constant", "constant", "reflect", "edge", s.opset() < 19 ? "edge" : "wrap");
    int rank = x.rank();
    long[] pads = new long[2 * rank];
    for (int i = 0; i < rank; i++) {
      long size = x.size(i);
      if (size == 0 && !mode.equals("constant")) {
        throw new Rejected("edges of nothing");
      }
      int most = mode.equals("reflect") || mode.equals("wrap") ? (int) Math.min(3, size - 1) : 3;
      boolean negative = s.chance(0.1) && size > 2;
      pads[i] = negative ? -1 : s.chance(0.5) ? 0 : s.between(0, most);
      pads[rank + i] = s.chance(0.5) ? 0 : s.between(0, most);
    }
    if (s.opset() < 11) {
      s.node(
          "Pad",
          EXACT,
          List.of(x),
          Attr.integers("pads", pads),
          Attr.text("mode", mode),
          Attr.real("value", x.type() == DataType.FLOAT && s.chance(0.5) ? 1.5 : 0));
      return;
    }
    List<@Nullable Value> inputs = new ArrayList<>(List.of(x, s.constant(pads)));
    if (s.chance(0.4) && mode.equals("constant")) {
      inputs.add(s.plain(x.type(), Fill.of(x.type())));
    }
    s.node("Pad", EXACT, inputs, Attr.text("mode", mode));
  }

  private static void expand(Sketch s) {
    Value x = s.operand(ALL, 0, 4);
    long[] shape = s.broadcasting(x.sizes());
    for (int i = 1; i <= Math.min(shape.length, x.rank()); i++) {
      long size = x.size(x.rank() - i);
      shape[shape.length - i] = size != 1 ? s.chance(0.3) ? 1 : size : s.between(1, 4);
    }
    s.node("Expand", EXACT, List.of(x, s.constant(shape)));
  }

  private static void tile(Sketch s) {
    Value x = s.operand(ALL, 1, 4);
    long[] repeats = new long[x.rank()];
    for (int i = 0; i < repeats.length; i++) {
      repeats[i] = s.chance(0.5) ? 1 : s.between(s.chance(0.1) ? 0 : 1, 3);
    }
    s.node("Tile", EXACT, List.of(x, s.constant(repeats)));
  }

  private static void blocks(Sketch s, String name) {
    int block = s.between(1, 3);
    boolean deep = name.equals("DepthToSpace");
    Value x = s.operand(ALL, 4, 4);
    long square = (long) block * block;
    long channels = deep ? x.size(1) / square * square : x.size(1);
    long height = deep ? x.size(2) : x.size(2) / block * block;
    long width = deep ? x.size(3) : x.size(3) / block * block;
    if (channels * height * width == 0) {
      throw new Rejected("no block");
    }
    Value fits =
        channels == x.size(1) && height == x.size(2) && width == x.size(3)
            ? x
            : s.shaped(x.type(), Fill.of(x.type()), x.size(0), channels, height, width);
    List<AttributeProto> attributes = new ArrayList<>(List.of(Attr.integer("blocksize", block)));
    if (deep && s.chance(0.6)) {
      attributes.add(Attr.text("mode", s.any("DCR", "CRD")));
    }
    s.node(name, EXACT, List.of(fits), attributes.toArray(AttributeProto[]::new));
  }

  private static void tensorScatter(Sketch s) {
    Value cache = s.operand(Operators.FLOATS, 3, 4);
    int rank = cache.rank();
    int axis = s.between(1, rank - 1);
    boolean circular = s.chance(0.3);
    int room = (int) cache.size(axis);
    if (room == 0 || cache.count() == 0) {
      throw new Rejected("a cache of nothing");
    }
    long[] sizes = cache.sizes().clone();
    sizes[axis] = s.between(1, room);
    int most = circular ? room - 1 : room - (int) sizes[axis];
    Value update = s.shaped(cache.type(), Fill.NORMAL, sizes);
    Value at =
        s.chance(0.2) ? null : s.plain(DataType.INT64, Fill.whole(0, most + 1L), cache.size(0));
    s.node(
        "TensorScatter",
        EXACT,
        Arrays.asList(cache, update, at),
        Attr.integer("axis", s.chance(0.5) ? axis : axis - rank),
        Attr.text("mode", circular ? "circular" : "linear"));
  }

  private static void trilu(Sketch s) {
    Value x = s.operand(ALL, 2, 4);
    Value k =
        s.chance(0.4) ? null : s.constant(Data.of(DataType.INT64, new long[] {s.between(-4, 4)}));
    s.node("Trilu", EXACT, Arrays.asList(x, k), Attr.flag("upper", s.chance(0.5)));
  }
}
