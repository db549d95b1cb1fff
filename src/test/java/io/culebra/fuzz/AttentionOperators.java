package io.culebra.fuzz;

import static io.culebra.fuzz.Operators.FLOATS;
import static io.culebra.fuzz.Step.Kind.SUM;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attention and what belongs to it. */
final class AttentionOperators {
  private AttentionOperators() {}

  static void addTo(Operators table) {
    table.put("Attention", 23, AttentionOperators::attention);
    table.put("RotaryEmbedding", 23, AttentionOperators::rotary);
  }

  private static void attention(Sketch s) {
    boolean flat = s.chance(0.4);
    DataType type = s.type(FLOATS);
    long batch = s.between(1, 3);
    long shared = s.any(1, 1, 2, 3);
    long kvHeads = s.any(1, 2, 3);
    long heads = kvHeads * shared;
    long queries = s.any(1, 2, 3, 5, 9, 17);
    long keys = s.any(1, 2, 3, 5, 9, 17);
    long depth = s.any(1, 2, 4, 8, 16, 17);
    long valueDepth = s.chance(0.7) ? depth : s.any(1, 3, 8);
    long past = s.chance(0.2) ? s.between(1, 5) : 0;
    Value q = s.shaped(type, Fill.NORMAL, form(flat, batch, heads, queries, depth));
    Value k = s.shaped(type, Fill.NORMAL, form(flat, batch, kvHeads, keys, depth));
    Value v = s.input(type, Fill.NORMAL, form(flat, batch, kvHeads, keys, valueDepth));
    long all = past + keys;
    @Nullable Value mask = null;
    if (s.chance(0.5)) {
      long[] sizes =
          s.any(
              new long[] {queries, all},
              new long[] {1, queries, all},
              new long[] {batch, 1, queries, all},
              new long[] {batch, heads, queries, all},
              new long[] {1, 1, queries, all});
      mask =
          s.chance(0.5)
              ? s.plain(DataType.BOOL, (r, i) -> r.nextInt(5) == 0 ? 0 : 1, sizes)
              : s.plain(type, Fill.NORMAL, sizes);
    }
    List<@Nullable Value> inputs = new ArrayList<@Nullable Value>(Arrays.asList(q, k, v, mask));
    if (past > 0) {
      inputs.add(s.input(type, Fill.NORMAL, batch, kvHeads, past, depth));
      inputs.add(s.input(type, Fill.NORMAL, batch, kvHeads, past, valueDepth));
    }
    List<AttributeProto> attributes = new ArrayList<>();
    if (flat) {
      attributes.add(Attr.integer("q_num_heads", heads));
      attributes.add(Attr.integer("kv_num_heads", kvHeads));
    }
    if (s.chance(0.3)) {
      attributes.add(Attr.flag("is_causal", true));
    }
    if (s.chance(0.3)) {
      attributes.add(Attr.real("scale", s.any(0.25, 0.7, 1.0)));
    }
    if (s.chance(0.2)) {
      attributes.add(Attr.real("softcap", s.any(1.0, 5.0)));
    }
    int wanted = past > 0 ? 7 : 1;
    if (s.chance(0.15)) {
      wanted |= 8;
      attributes.add(Attr.integer("qk_matmul_output_mode", s.between(0, 3)));
    }
    s.nodes("", "Attention", SUM, inputs, wanted, attributes.toArray(AttributeProto[]::new));
  }

  private static long[] form(boolean flat, long batch, long heads, long length, long depth) {
    return flat
        ? new long[] {batch, length, heads * depth}
        : new long[] {batch, heads, length, depth};
  }

  private static void rotary(Sketch s) {
    boolean flat = s.chance(0.3);
    DataType type = s.type(FLOATS);
    long batch = s.between(1, 3);
    long heads = s.between(1, 3);
    long length = s.between(1, 9);
    long depth = 2L * s.between(1, 8);
    long rotated = s.chance(0.7) ? depth : 2L * s.between(1, (int) depth / 2);
    Value x = s.shaped(type, Fill.NORMAL, form(flat, batch, heads, length, depth));
    boolean positions = s.chance(0.5);
    long[] cache =
        positions ? new long[] {length + 3, rotated / 2} : new long[] {batch, length, rotated / 2};
    List<@Nullable Value> inputs = new ArrayList<>();
    inputs.add(x);
    inputs.add(s.shaped(type, Fill.UNIT, cache));
    inputs.add(s.shaped(type, Fill.UNIT, cache));
    if (positions) {
      inputs.add(s.plain(DataType.INT64, Fill.whole(0, length + 3), batch, length));
    }
    List<AttributeProto> attributes = new ArrayList<>();
    if (flat) {
      attributes.add(Attr.integer("num_heads", heads));
    }
    if (rotated != depth) {
      attributes.add(Attr.integer("rotary_embedding_dim", rotated));
    }
    attributes.add(Attr.flag("interleaved", s.chance(0.4)));
    s.node("RotaryEmbedding", SUM, inputs, attributes.toArray(AttributeProto[]::new));
  }
}
