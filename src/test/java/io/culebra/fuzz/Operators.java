package io.culebra.fuzz;

import io.culebra.onnx.KnownOperators;
import io.culebra.tensor.DataType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How valid nodes of each operator are drawn. */
final class Operators {
  static final Set<DataType> FLOATS =
      EnumSet.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16);
  static final Set<DataType> INTEGERS =
      EnumSet.of(
          DataType.INT8,
          DataType.INT16,
          DataType.INT32,
          DataType.INT64,
          DataType.UINT8,
          DataType.UINT16,
          DataType.UINT32,
          DataType.UINT64);
  static final Set<DataType> NUMBERS = union(FLOATS, INTEGERS);
  static final Set<DataType> SIGNED =
      union(FLOATS, EnumSet.of(DataType.INT8, DataType.INT16, DataType.INT32, DataType.INT64));
  static final Set<DataType> BOOL = EnumSet.of(DataType.BOOL);
  static final Set<DataType> ALL = union(NUMBERS, BOOL);
  static final Set<DataType> FLOAT = EnumSet.of(DataType.FLOAT);

  /** What most networks are made of. */
  static final Set<String> FREQUENT =
      Set.of(
          "Add",
          "Mul",
          "Sub",
          "Relu",
          "Sigmoid",
          "Conv",
          "MaxPool",
          "AveragePool",
          "GlobalAveragePool",
          "BatchNormalization",
          "LayerNormalization",
          "Softmax",
          "MatMul",
          "Gemm",
          "Transpose",
          "Reshape",
          "Squeeze",
          "Unsqueeze",
          "Concat",
          "Slice",
          "Split",
          "Expand",
          "Gather",
          "Resize",
          "ReduceMean");

  /** Whose results depend on shapes and attributes, not on the elements of their inputs. */
  static final Set<String> OF_SHAPES =
      Set.of("Shape", "Size", "Constant", "ConstantOfShape", "Range");

  private static final Operators TABLE = new Operators();

  static {
    ElementwiseOperators.addTo(TABLE);
    ActivationOperators.addTo(TABLE);
    WindowOperators.addTo(TABLE);
    MatrixOperators.addTo(TABLE);
    NormalizationOperators.addTo(TABLE);
    ReductionOperators.addTo(TABLE);
    MovementOperators.addTo(TABLE);
    ShapeOperators.addTo(TABLE);
    IndexingOperators.addTo(TABLE);
    ResizeOperators.addTo(TABLE);
    RecurrentOperators.addTo(TABLE);
    AttentionOperators.addTo(TABLE);
  }

  private final Map<String, Entry> entries = new TreeMap<>();

  /** Draws a node of one operator, and what it needs. */
  interface Generator {
    /**
     * Adds it.
     *
     * @throws Rejected if what was drawn is of no use
     */
    void draw(Sketch sketch);
  }

  /**
   * An operator.
   *
   * @param key its domain, if it is not ONNX's own, and name
   * @param since the first version of the operators that has it
   * @param until the last that has it
   * @param generator draws it
   */
  record Entry(String key, int since, int until, Generator generator) {}

  private Operators() {}

  private static Set<DataType> union(Set<DataType> one, Set<DataType> other) {
    Set<DataType> union = EnumSet.copyOf(one);
    union.addAll(other);
    return union;
  }

  /** Adds an operator of ONNX's own. */
  void put(String name, int since, Generator generator) {
    put(name, since, Integer.MAX_VALUE, generator);
  }

  /** Adds one that has been replaced. */
  void put(String name, int since, int until, Generator generator) {
    if (entries.put(name, new Entry(name, since, until, generator)) != null) {
      throw new IllegalStateException(name + " is drawn twice");
    }
  }

  /** Adds one of ONNX Runtime's own. */
  void microsoft(String name, Generator generator) {
    put("com.microsoft:" + name, 7, generator);
  }

  /** All that can be drawn. */
  static List<Entry> all() {
    return new ArrayList<>(TABLE.entries.values());
  }

  /** Those of a version. */
  static List<Entry> of(int opset) {
    return all().stream().filter(e -> e.since() <= opset && opset <= e.until()).toList();
  }

  /** Operators that the library reads and that nothing draws. */
  static Set<String> notDrawn() {
    Set<String> names = new TreeSet<>(KnownOperators.keys());
    names.removeAll(TABLE.entries.keySet());
    return names;
  }
}
