package io.culebra.vector.recurrent;

import io.culebra.vector.codegen.Tile;
import io.culebra.vector.gemm.GemmPlan;
import io.culebra.vector.gemm.GemmSpec;
import io.culebra.vector.gemm.PanelPacker;
import io.culebra.vector.gemm.StridedRows;
import java.util.ArrayList;
import java.util.List;

/**
 * The products of a step: of all places with W at once, and for each slice and phase of the states
 * with R. They are the same in both directions.
 */
final class Products {
  private final Sizes sizes;
  private final GateOrder order;
  private final List<Integer> phases;
  private final GemmPlan input;
  private final List<GemmPlan> recurrences = new ArrayList<>();

  /** Where the part of each product in packed R begins, and behind the last where R ends. */
  private final long[] offsets;

  /**
   * @param phases how many gates each phase multiplies
   * @param bias whether there are biases
   * @param threads how many threads share the product with W
   */
  Products(Sizes sizes, GateOrder order, List<Integer> phases, boolean bias, int threads) {
    this.sizes = sizes;
    this.order = order;
    this.phases = phases;
    int columns = order.columns();
    GemmSpec all =
        GemmSpec.of(sizes.places(), columns, sizes.width(), StridedRows.rowMajor(sizes.width()));
    input = plan(all, bias, threads);
    for (int slice = 0; slice < order.slices().count(); slice++) {
      for (int gates : phases) {
        GemmSpec one =
            GemmSpec.of(
                sizes.batch(),
                gates * order.slices().padded(slice),
                sizes.hidden(),
                StridedRows.rowMajor(order.slices().padded()));
        recurrences.add(plan(one.withStride(columns), bias, 1));
      }
    }
    offsets = new long[recurrences.size() + 1];
    for (int i = 0; i < recurrences.size(); i++) {
      offsets[i + 1] = offsets[i] + recurrences.get(i).layout().bytes();
    }
  }

  private static GemmPlan plan(GemmSpec spec, boolean bias, int threads) {
    GemmSpec tiled = spec.withTile(Tile.of(spec.m(), spec.n()));
    return new GemmPlan(bias ? tiled.withBias() : tiled, threads);
  }

  /** The product of all places with W. */
  GemmPlan input() {
    return input;
  }

  /** The product of the states with a slice's part of R in a phase. */
  GemmPlan recurrence(int slice, int phase) {
    return recurrences.get(slice * phases.size() + phase);
  }

  /** The first column of a slice's part in a phase. */
  int column(int slice, int phase) {
    int gates = phase == 0 ? 0 : phases.getFirst();
    return order.first(slice) + gates * order.slices().padded(slice);
  }

  /** The bytes from the start of a direction's packed R to a slice's part in a phase. */
  long offset(int slice, int phase) {
    return offsets[slice * phases.size() + phase];
  }

  /** What packed W depends on. */
  String inputForm() {
    return input.layout().toString();
  }

  /** What packed R depends on. */
  String recurrenceForm() {
    return recurrences.stream().map(GemmPlan::layout).toList().toString();
  }

  /** The bytes of packed W of one direction. */
  long inputBytes() {
    return input.layout().bytes();
  }

  /** The bytes of packed R of one direction. */
  long recurrenceBytes() {
    return offsets[recurrences.size()];
  }

  /** The scratch that each thread needs. */
  long scratchBytes() {
    long most = recurrences.stream().mapToLong(GemmPlan::scratchBytes).max().orElseThrow();
    return Sizes.align(Math.max(most, input.scratchBytes()));
  }

  /** The room that packing either needs. */
  long roomBytes() {
    return (long) order.columns() * Math.max(sizes.width(), sizes.hidden()) * Float.BYTES;
  }

  /** Packs W of all directions. */
  void packInput(long source, long room, long target) {
    int width = sizes.width();
    long rows = (long) order.gates().size() * sizes.hidden();
    for (int way = 0; way < sizes.ways(); way++) {
      order.arrange(source + way * rows * width * Float.BYTES, width, room);
      PanelPacker.pack(input.layout(), room, 1, width, target + way * inputBytes());
    }
  }

  /** Packs R of all directions. */
  void packRecurrence(long source, long room, long target) {
    int width = sizes.hidden();
    long rows = (long) order.gates().size() * width;
    for (int way = 0; way < sizes.ways(); way++) {
      order.arrange(source + way * rows * width * Float.BYTES, width, room);
      for (int slice = 0; slice < order.slices().count(); slice++) {
        for (int phase = 0; phase < phases.size(); phase++) {
          PanelPacker.pack(
              recurrence(slice, phase).layout(),
              room + (long) column(slice, phase) * width * Float.BYTES,
              1,
              width,
              target + way * recurrenceBytes() + offset(slice, phase));
        }
      }
    }
  }

  /** Arranges the biases of all directions: those of W, then those of R. */
  void packBias(long source, long target) {
    long gates = (long) order.gates().size() * sizes.hidden() * Float.BYTES;
    for (int part = 0; part < 2 * sizes.ways(); part++) {
      order.arrange(source + part * gates, 1, target + part * (long) order.columns() * Float.BYTES);
    }
  }

  /** Waits until everything is compiled, or for so long per kernel. */
  void warm(long limitNanos) {
    input.warm(limitNanos);
    recurrences.forEach(plan -> plan.warm(limitNanos));
  }
}
