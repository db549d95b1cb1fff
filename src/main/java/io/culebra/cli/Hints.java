package io.culebra.cli;

import io.culebra.tensor.BackendException;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.UnsupportedModelException;

/** What to do about a failure, where that can be told in one line. */
final class Hints {
  private Hints() {}

  /** One line, or nothing. */
  static String of(Exception e) {
    return switch (e) {
      case BackendException backend ->
          "'culebra doctor' shows the backends and what is wrong with them;"
              + " --backend auto takes what there is";
      case MemoryLimitException limit ->
          "smaller input shapes need less memory; 'culebra doctor' shows the limit";
      case UnsupportedModelException unsupported ->
          "an older operator set, or another export of the model, may avoid it";
      case CulebraException known -> "";
      case UsageException usage -> "";
      default -> "--verbose shows where it happened";
    };
  }
}
