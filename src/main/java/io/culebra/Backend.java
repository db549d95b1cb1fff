package io.culebra;

import java.util.Locale;

/** Which implementations of the operators a session prefers. */
public enum Backend {
  /** Leaves the choice to the library, operator by operator. */
  AUTO,

  /** JDK Vector API loops; no native code is loaded. */
  VECTOR,

  /**
   * oneDNN primitives; what oneDNN has no primitive for is run by {@link #VECTOR} or plain Java.
   */
  ONEDNN,

  /** Plain loops: slow, and right; to compare the others with. */
  REFERENCE;

  /** The name in lower case, as the command line writes it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
