package io.culebra.perf.engine;

import java.util.Locale;

/** The backends of Culebra that can be asked for. */
public enum Backend {
  AUTO,
  VECTOR,
  ONEDNN,
  REFERENCE;

  /** The name as Culebra's command line writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
