package io.culebra.fuzz;

import static io.culebra.fuzz.Operators.ALL;
import static io.culebra.fuzz.Operators.NUMBERS;
import static io.culebra.fuzz.Step.Kind.EXACT;
import static io.culebra.fuzz.Step.Kind.SUM;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Operators that take or make indices, and running sums. */
final class IndexingOperators {
  private static final Set<DataType> INDEX = Set.of(DataType.INT32, DataType.INT64);

  private IndexingOperators() {}

  static void addTo(Operators table) {
    table.put("Gather", 7, IndexingOperators::gather);
    table.put("GatherElements", 11, IndexingOperators::gatherElements);
    table.put("GatherND", 11, IndexingOperators::gatherNd);
    table.put(
        "NonZero", 9, s -> s.node("NonZero", EXACT, List.of(s.operand(ALL, 1, 4, Fill.TIES))));
    table.put("OneHot", 9, IndexingOperators::oneHot);
    table.put("TopK", 7, IndexingOperators::topK);
    table.put("CumSum", 11, IndexingOperators::cumSum);
  }

  private static Fill indices(Sketch s, long size) {
    if (size == 0) {
      throw new Rejected("an index into nothing");
    }
    return Fill.whole(s.opset() >= 11 && s.chance(0.5) ? -size : 0, size);
  }

  private static void gather(Sketch s) {
    Value x = s.operand(ALL, 1, 4);
    int axis = s.axis(x.rank());
    axis = s.opset() < 11 ? Math.floorMod(axis, x.rank()) : axis;
    Fill fill = indices(s, x.size(Math.floorMod(axis, x.rank())));
    long[] sizes = s.chance(0.3) ? new long[0] : s.shape(1, s.chance(0.7) ? 1 : 2);
    Value at = s.plain(s.type(INDEX), fill, sizes);
    s.node("Gather", EXACT, List.of(x, at), Attr.integer("axis", axis));
  }

  private static void gatherElements(Sketch s) {
    Value x = s.operand(ALL, 1, 4);
    int axis = s.axis(x.rank());
    Fill fill = indices(s, x.size(Math.floorMod(axis, x.rank())));
    long[] sizes = x.sizes().clone();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] =
          i == Math.floorMod(axis, x.rank())
              ? s.between(1, 5)
              : s.between(1, (int) Math.max(1, sizes[i]));
    }
    Value at = s.plain(s.type(INDEX), fill, sizes);
    s.node("GatherElements", EXACT, List.of(x, at), Attr.integer("axis", axis));
  }

  private static void gatherNd(Sketch s) {
    Value x = s.operand(ALL, 1, 4);
    int batch = s.opset() >= 12 && x.rank() >= 2 && s.chance(0.4) ? s.between(1, x.rank() - 1) : 0;
    int depth = s.between(1, x.rank() - batch);
    long least = Long.MAX_VALUE;
    for (int i = batch; i < batch + depth; i++) {
      least = Math.min(least, x.size(i));
    }
    Fill fill = indices(s, least);
    long[] sizes = Arrays.copyOf(x.sizes(), batch + (s.chance(0.3) && batch > 0 ? 1 : 2));
    for (int i = batch; i < sizes.length - 1; i++) {
      sizes[i] = s.between(1, 6);
    }
    sizes[sizes.length - 1] = depth;
    Value at = s.plain(DataType.INT64, fill, sizes);
    s.node(
        "GatherND",
        EXACT,
        List.of(x, at),
        s.opset() >= 12
            ? new AttributeProto[] {Attr.integer("batch_dims", batch)}
            : new AttributeProto[0]);
  }

  private static void oneHot(Sketch s) {
    int depth = s.between(1, 9);
    DataType type = s.type(Set.of(DataType.FLOAT, DataType.INT64, DataType.INT32));
    Fill fill = Fill.whole(s.chance(0.2) ? -depth - 2L : 0, depth + (s.chance(0.2) ? 2L : 0));
    Data first = fill.fill(s.random(), DataType.INT64, s.shape(0, 3));
    Value at = s.input(first, fill.fill(s.random(), DataType.INT64, first.sizes()));
    Value values = s.plain(type, Fill.of(type), 2);
    Value count = s.constant(Data.of(DataType.INT64, new long[] {depth}));
    s.node(
        "OneHot",
        EXACT,
        List.of(at, count, values),
        Attr.integer("axis", s.between(-at.rank() - 1, at.rank())));
  }

  private static void topK(Sketch s) {
    Value x = s.operand(s.opset() < 11 ? Operators.FLOATS : NUMBERS, 1, 4, Fill.TIES);
    int axis = s.axis(x.rank());
    axis = s.opset() < 11 ? Math.floorMod(axis, x.rank()) : axis;
    long size = x.size(Math.floorMod(axis, x.rank()));
    long k = s.between(0, (int) size);
    List<AttributeProto> attributes = new ArrayList<>(List.of(Attr.integer("axis", axis)));
    if (s.opset() >= 11 && s.chance(0.5)) {
      attributes.add(Attr.flag("largest", s.chance(0.5)));
    }
    if (s.opset() < 10) {
      attributes.add(Attr.integer("k", k));
      s.nodes("", "TopK", EXACT, List.of(x), 3, attributes.toArray(AttributeProto[]::new));
      return;
    }
    int wanted = s.chance(0.7) ? 3 : s.between(1, 2);
    s.nodes(
        "",
        "TopK",
        EXACT,
        List.of(x, s.constant(k)),
        wanted,
        attributes.toArray(AttributeProto[]::new));
  }

  private static void cumSum(Sketch s) {
    Value x = s.operand(NUMBERS, 1, 4);
    Value axis = s.constant(Data.of(s.type(INDEX), new long[] {s.axis(x.rank())}));
    s.node(
        "CumSum",
        x.type().isFloat() ? SUM : EXACT,
        List.of(x, axis),
        Attr.flag("exclusive", s.chance(0.4)),
        Attr.flag("reverse", s.chance(0.4)));
  }
}
