package io.culebra.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every ONNX operator that is known, by domain and name, and how it becomes one of ours. */
final class ImportTable {
  /** The domain of ONNX's own operators. */
  static final String ONNX = "";

  /** The domain of ONNX Runtime's additional operators. */
  static final String MICROSOFT = "com.microsoft";

  private static final ImportTable ALL = new ImportTable();

  static {
    ConstantImports.addTo(ALL);
    ElementwiseImports.addTo(ALL);
    ActivationImports.addTo(ALL);
    ConvolutionImports.addTo(ALL);
    MatrixImports.addTo(ALL);
    NormalizationImports.addTo(ALL);
    ReductionImports.addTo(ALL);
    MovementImports.addTo(ALL);
    ShapeImports.addTo(ALL);
    IndexingImports.addTo(ALL);
    ResizeImports.addTo(ALL);
    RecurrentImports.addTo(ALL);
    AttentionImports.addTo(ALL);
    CompositeImports.addTo(ALL);
  }

  private final Map<String, OpImport> imports = new HashMap<>();

  /** Adds an operator of ONNX's own. */
  void put(String name, OpImport read) {
    put(ONNX, name, read);
  }

  /** Adds an operator of another domain. */
  void put(String domain, String name, OpImport read) {
    if (imports.put(domain + ":" + name, read) != null) {
      throw new IllegalStateException(name + " stands in the table twice");
    }
  }

  /** The way of an operator, or null where it is unknown. */
  static @Nullable OpImport find(String domain, String name) {
    return ALL.imports.get(normalized(domain) + ":" + name);
  }

  /** Every operator: its name, behind its domain and a colon where it is not one of ONNX's own. */
  static Set<String> keys() {
    return ALL.imports.keySet().stream()
        .map(key -> key.startsWith(":") ? key.substring(1) : key)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The domain, with the empty string for ONNX's own whichever way it is written. */
  static String normalized(String domain) {
    return domain.equals("ai.onnx") ? ONNX : domain;
  }
}
