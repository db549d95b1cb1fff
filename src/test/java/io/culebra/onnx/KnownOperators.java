package io.culebra.onnx;

import java.util.Set;

/** What the importer knows, for tests of other packages. */
public final class KnownOperators {
  private KnownOperators() {}

  /** Every operator: its name, behind its domain and a colon where it is not one of ONNX's own. */
  public static Set<String> keys() {
    return ImportTable.keys();
  }
}
