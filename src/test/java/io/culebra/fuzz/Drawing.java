package io.culebra.fuzz;

import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Draws the cases of a seed, each by its number alone.
 *
 * @param fuzz the case
 * @param values what everything in it holds
 * @param aim what it was drawn for
 */
record Drawing(FuzzCase fuzz, Map<String, Value> values, String aim) {
  private static final int ATTEMPTS = 40;
  private static final int[] OPSETS = {13, 16, 17, 18, 18, 19, 20, 21, 21, 22, 23, 23, 24};

  /** What was tried and could not be drawn, by operator. */
  interface Misses {
    void add(String operator, String reason, boolean withoutOracle);
  }

  /** The case of a number, or null where nothing of use was drawn. */
  static @Nullable Drawing draw(Oracle oracle, long seed, long number, Misses misses) {
    Random random = new Random((seed * 0x9E3779B97F4A7C15L + number) * 0xD1B54A32D192ED03L);
    int kind = (int) Math.floorMod(number, 10L);
    for (int attempt = 0; attempt < 8; attempt++) {
      Drawing drawing =
          kind < 5
              ? single(oracle, random, number / 10 * 5 + kind, misses)
              : graph(oracle, random, kind >= 7, misses);
      if (drawing != null) {
        return drawing;
      }
    }
    return null;
  }

  private static @Nullable Drawing single(
      Oracle oracle, Random random, long number, Misses misses) {
    List<Operators.Entry> all = Operators.all();
    Operators.Entry entry = all.get((int) Math.floorMod(number, (long) all.size()));
    int opset = OPSETS[random.nextInt(OPSETS.length)];
    if (random.nextInt(6) == 0) {
      opset = random.nextInt(7, 13);
    }
    opset = Math.clamp(opset, entry.since(), entry.until());
    int elements = random.nextInt(4) == 0 ? 20_000 : 500;
    boolean special = random.nextInt(4) == 0;
    boolean extreme = special && random.nextBoolean();
    Sketch.Style style =
        new Sketch.Style(
            special,
            extreme,
            elements,
            0.6,
            random.nextInt(5) == 0,
            random.nextInt(3) == 0 ? DataType.FLOAT : null);
    Sketch sketch = new Sketch(oracle, random, opset, style);
    List<Operators.Entry> others = Operators.of(opset);
    for (int i = extreme ? 0 : random.nextInt(5) - 2; i > 0; i--) {
      attempt(sketch, sketch.any(others), 3, misses);
    }
    if (!attempt(sketch, entry, ATTEMPTS, misses)) {
      return null;
    }
    if (!extreme && random.nextInt(3) == 0) {
      attempt(sketch, sketch.any(others), 3, misses);
    }
    return finish(sketch, random, entry.key());
  }

  private static @Nullable Drawing graph(
      Oracle oracle, Random random, boolean pattern, Misses misses) {
    int opset = OPSETS[random.nextInt(OPSETS.length)];
    DataType[] mains = {DataType.FLOAT16, DataType.BFLOAT16, DataType.DOUBLE};
    DataType mainly = random.nextInt(7) == 0 ? mains[random.nextInt(3)] : DataType.FLOAT;
    int elements = random.nextInt(3) == 0 ? 20_000 : 1_500;
    Sketch.Style style =
        new Sketch.Style(
            random.nextInt(12) == 0, false, elements, 0.85, random.nextInt(15) == 0, mainly);
    Sketch sketch = new Sketch(oracle, random, opset, style);
    List<Operators.Entry> all = Operators.of(opset);
    List<Operators.Entry> frequent =
        all.stream().filter(entry -> Operators.FREQUENT.contains(entry.key())).toList();
    for (int i = pattern ? random.nextInt(1, 4) : random.nextInt(2, 10); i > 0; i--) {
      if (pattern && sketch.chance(0.75)) {
        attempt(sketch, sketch.any(Patterns.of(opset)), 6, misses);
        continue;
      }
      boolean usual = !frequent.isEmpty() && sketch.chance(0.6);
      attempt(sketch, sketch.any(usual ? frequent : all), 6, misses);
    }
    return sketch.steps().isEmpty() ? null : finish(sketch, random, pattern ? "pattern" : "graph");
  }

  static boolean attempt(Sketch sketch, Operators.Entry entry, int attempts, Misses misses) {
    Rejected last = new Rejected("never tried");
    for (int i = 0; i < attempts; i++) {
      Sketch.Mark mark = sketch.mark();
      try {
        entry.generator().draw(sketch);
        return true;
      } catch (Rejected e) {
        sketch.back(mark);
        last = e;
        if (e.isWithoutOracle()) {
          misses.add(entry.key(), String.valueOf(e.getMessage()), true);
        }
      }
    }
    if (attempts >= ATTEMPTS) {
      misses.add(entry.key(), String.valueOf(last.getMessage()), last.isWithoutOracle());
    }
    return false;
  }

  private static @Nullable Drawing finish(Sketch sketch, Random random, String aim) {
    Set<String> used = new HashSet<>();
    sketch.steps().forEach(step -> used.addAll(step.inputs()));
    List<String> outputs = new ArrayList<>();
    boolean varies = false;
    for (Step step : sketch.steps()) {
      for (String output : step.outputs()) {
        if (!output.isEmpty() && (!used.contains(output) || random.nextInt(8) == 0)) {
          outputs.add(output);
          Value value = sketch.values().get(output);
          varies |= value != null && value.varies();
        }
      }
    }
    if (!varies) {
      return null;
    }
    FuzzCase fuzz =
        new FuzzCase(
            sketch.opset(),
            List.copyOf(sketch.leaves()),
            List.copyOf(sketch.steps()),
            outputs,
            sketch.any(FuzzCase.Shapes.KNOWN, FuzzCase.Shapes.KNOWN, FuzzCase.Shapes.SYMBOLS),
            sketch.any(1, 2, 3, 7));
    return new Drawing(fuzz, sketch.values(), aim);
  }

  /** The operators that a changing input reaches and whose results reach an output. */
  Set<String> tested() {
    Set<String> wanted = new HashSet<>(fuzz.outputs());
    Set<String> operators = new java.util.TreeSet<>();
    for (Step step : fuzz.steps().reversed()) {
      boolean reaches = false;
      boolean varies = false;
      for (String output : step.outputs()) {
        reaches |= wanted.contains(output);
        Value value = values.get(output);
        varies |= value != null && value.varies();
      }
      if (reaches) {
        wanted.addAll(step.inputs());
        if (varies || Operators.OF_SHAPES.contains(step.key())) {
          operators.add(step.key());
        }
      }
    }
    return operators;
  }
}
