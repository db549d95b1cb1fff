package io.culebra.plan;

import io.culebra.graph.Graph;
import io.culebra.graph.Node;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layout;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.select.Candidate;
import io.culebra.select.LayoutSearch;
import io.culebra.tensor.Shape;
import io.culebra.tensor.UnsupportedModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who runs each node of a graph, and in which layouts: the cheapest assignment to the whole graph,
 * what it takes to move tensors from layout to layout included. Makes no kernel and packs no
 * weight. For one use by one thread.
 */
final class Selection {
  private final Graph graph;
  private final Types types;
  private final Backends backends;
  private final Ranking ranking;
  private final int threads;
  private final Map<Value, Integer> numbers = new IdentityHashMap<>();
  private final List<Value> values = new ArrayList<>();

  /** By the number of the value: the layouts that it may lie in, row-major first. */
  private final List<List<Layout>> layouts = new ArrayList<>();

  private final Map<List<Integer>, Double> moves = new HashMap<>();
  private final Map<Node, Choice> choices = new IdentityHashMap<>();

  /**
   * What was selected for a node.
   *
   * @param spec the step, its operands as they are written
   * @param candidate who runs it, and in which layouts
   * @param candidates all that can run it, and why others cannot
   */
  record Choice(KernelSpec spec, Candidate candidate, Candidates candidates) {
    KernelSpec laidOut() {
      return spec.in(candidate.layouts());
    }
  }

  /**
   * Selects.
   *
   * @param threads how many threads a run will have
   * @throws UnsupportedModelException if no backend can run a node
   */
  Selection(Graph graph, Types types, Backends backends, Ranking ranking, int threads) {
    this.graph = graph;
    this.types = types;
    this.backends = backends;
    this.ranking = ranking;
    this.threads = threads;
    select();
  }

  /** What was selected for a node; null if it has nothing to compute. */
  @Nullable Choice of(Node node) {
    return choices.get(node);
  }

  /**
   * The best way to run a step of the planner's own, whose operands lie as they are written.
   *
   * @throws UnsupportedModelException if no backend can run it
   */
  Choice asWritten(KernelSpec spec) {
    Candidates candidates = Candidates.of(spec, backends);
    if (candidates.usable().isEmpty()) {
      throw new UnsupportedModelException(
          spec.node() + " cannot be run by " + backends.names() + ": " + candidates.refusals());
    }
    Layouts written = Layouts.rowMajor(spec);
    Implementation implementation =
        ranking.rank(spec, candidates.usable()).stream()
            .filter(ranked -> isAs(written, ranked.candidate().layouts()))
            .min(Comparator.comparingDouble(Ranking.Ranked::nanos))
            .map(ranked -> ranked.candidate().implementation())
            .orElse(candidates.usable().getFirst());
    return new Choice(spec, new Candidate(implementation, written), candidates);
  }

  private static boolean isAs(Layouts one, Layouts other) {
    return one.inputs().equals(other.inputs()) && one.outputs().equals(other.outputs());
  }

  private void select() {
    List<LayoutSearch.Step> steps = new ArrayList<>();
    List<List<Ranking.Ranked>> ways = new ArrayList<>();
    int[] inputs = graph.inputs().stream().mapToInt(this::number).toArray();
    for (Node node : graph.nodes()) {
      List<Ranking.Ranked> ranked = List.of();
      if (!isView(node) && !isEmpty(node)) {
        KernelSpec spec = describe(node);
        Candidates candidates = Candidates.of(spec, backends);
        ranked = ranking.rank(spec, candidates.usable());
        if (ranked.isEmpty()) {
          throw unsupported(node, spec, candidates);
        }
        choices.put(node, new Choice(spec, ranked.getFirst().candidate(), candidates));
      }
      ways.add(ranked);
      steps.add(step(node, ranked));
    }
    int[] outputs =
        graph.outputs().stream().filter(o -> !o.isConstant()).mapToInt(this::number).toArray();
    int[] found = new LayoutSearch(steps, inputs, outputs, this::move).cheapest().ways();
    for (int i = 0; i < found.length; i++) {
      List<Ranking.Ranked> ranked = ways.get(i);
      if (found[i] > 0) {
        Candidate candidate = ranked.get(found[i]).candidate();
        choices.computeIfPresent(
            graph.nodes().get(i),
            (node, choice) -> new Choice(choice.spec, candidate, choice.candidates));
      }
    }
  }

  private UnsupportedModelException unsupported(Node node, KernelSpec spec, Candidates candidates) {
    return new UnsupportedModelException(
        node
            + " cannot be run on inputs "
            + spec.inputs().stream().map(o -> o == null ? "absent" : o.type().toString()).toList()
            + ": "
            + (candidates.refusals().isEmpty()
                ? "no backend of " + backends.names() + " has this operator"
                : candidates.refusals()));
  }

  private boolean isView(Node node) {
    Value first = node.input(0);
    return first != null && Views.isView(node.op(), shape(first)) && node.outputs().size() == 1;
  }

  /** Whether a node has nothing to compute. */
  private boolean isEmpty(Node node) {
    return node.outputs().stream().allMatch(o -> o == null || shape(o).elements() == 0);
  }

  /** The step that a node is, its operands as they are written. */
  private KernelSpec describe(Node node) {
    return new KernelSpec(
        node.toString(), node.op(), operands(node.inputs()), operands(node.outputs()), threads);
  }

  private List<@Nullable Operand> operands(List<@Nullable Value> values) {
    List<@Nullable Operand> operands = new ArrayList<>();
    for (Value value : values) {
      operands.add(value == null ? null : Operand.rowMajor(types.of(value), value.constant()));
    }
    return operands;
  }

  private LayoutSearch.Step step(Node node, List<Ranking.Ranked> ranked) {
    int[] inputs = node.inputs().stream().mapToInt(this::number).toArray();
    int[] outputs = node.outputs().stream().mapToInt(this::number).toArray();
    List<LayoutSearch.Way> ways = new ArrayList<>();
    for (Ranking.Ranked way : ranked) {
      Layouts laidOut = way.candidate().layouts();
      ways.add(
          new LayoutSearch.Way(
              way.nanos(), indices(inputs, laidOut.inputs()), indices(outputs, laidOut.outputs())));
    }
    if (ranked.isEmpty()) {
      // A view reads its first input as it is written; who has nothing to compute reads nothing.
      int[] reads = new int[inputs.length];
      Arrays.fill(reads, LayoutSearch.ANY);
      if (isView(node)) {
        reads[0] = 0;
      }
      ways.add(new LayoutSearch.Way(0, reads, new int[outputs.length]));
    }
    return new LayoutSearch.Step(inputs, outputs, ways, freeIn(node));
  }

  /** The layout of the first input in which a Transpose has nothing to do. */
  private int freeIn(Node node) {
    Value first = node.input(0);
    if (first == null || first.isConstant() || isView(node)) {
      return -1;
    }
    Layout transposed = Views.transposed(node.op(), shape(first).rank());
    return transposed == null ? -1 : index(number(first), transposed);
  }

  private int[] indices(int[] tensors, List<Layout> wanted) {
    int[] indices = new int[tensors.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = tensors[i] < 0 ? LayoutSearch.ANY : index(tensors[i], wanted.get(i));
    }
    return indices;
  }

  /** The number of a value that lies somewhere; -1 for none and for a constant. */
  private int number(@Nullable Value value) {
    if (value == null || value.isConstant()) {
      return -1;
    }
    Integer known = numbers.get(value);
    if (known == null) {
      known = values.size();
      numbers.put(value, known);
      values.add(value);
      layouts.add(new ArrayList<>(List.of(Layout.rowMajor(shape(value).rank()))));
    }
    return known;
  }

  /** The number of the value's layout, the same for those that lie alike in memory. */
  private int index(int tensor, Layout layout) {
    List<Layout> known = layouts.get(tensor);
    Shape shape = shape(values.get(tensor));
    for (int i = 0; i < known.size(); i++) {
      if (Layout.alike(shape, known.get(i), layout)) {
        return i;
      }
    }
    if (known.size() < Long.SIZE) {
      known.add(layout);
    }
    return known.size() - 1;
  }

  private double move(int tensor, int from, int to) {
    return moves.computeIfAbsent(List.of(tensor, from, to), key -> measuredMove(tensor, from, to));
  }

  private double measuredMove(int tensor, int from, int to) {
    Value value = values.get(tensor);
    KernelSpec spec =
        Reorders.spec(
            "'" + value + "'",
            types.of(value),
            null,
            layouts.get(tensor).get(from),
            layouts.get(tensor).get(to));
    double moved = 2 * types.of(value).bytes() * Ranking.NANOS_PER_BYTE;
    return ranking.rank(spec, Candidates.of(spec, backends).usable()).stream()
        .filter(Ranking.Ranked::isMeasured)
        .mapToDouble(Ranking.Ranked::nanos)
        .min()
        .orElse(moved);
  }

  private Shape shape(Value value) {
    return Objects.requireNonNull(types.shape(value), value.name());
  }
}
