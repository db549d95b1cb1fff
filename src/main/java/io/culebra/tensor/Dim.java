package io.culebra.tensor;

import org.jspecify.annotations.Nullable;

/**
 * One dimension of a shape: a size, a symbol that stands for one ({@code batch}), or unknown.
 *
 * <p>Arithmetic keeps sizes exact and turns anything that depends on a symbol into unknown, except
 * where the result is the symbol itself.
 *
 * @param size the number of elements along this dimension, or -1 where it is not known yet
 * @param symbol the name of a size that is not known yet, or null
 */
public record Dim(long size, @Nullable String symbol) {
  private static final Dim UNKNOWN = new Dim(-1, null);

  /** Checks that the size is not negative and that a known size has no symbol. */
  public Dim {
    if (size < -1 || (size >= 0 && symbol != null)) {
      throw new IllegalArgumentException("dimension of size " + size + " and symbol " + symbol);
    }
  }

  /** A known size, at least 0. */
  public static Dim of(long size) {
    if (size < 0) {
      throw new IllegalArgumentException("dimension of size " + size);
    }
    return new Dim(size, null);
  }

  /** A size that is the same wherever {@code name} stands in the model. */
  public static Dim symbol(String name) {
    return new Dim(-1, name);
  }

  /** A size that nothing is known of. */
  public static Dim unknown() {
    return UNKNOWN;
  }

  /** Whether the size is known. */
  public boolean isKnown() {
    return size >= 0;
  }

  /** Whether both are certainly of the same size. */
  public boolean sameAs(Dim other) {
    return isKnown() ? size == other.size : symbol != null && symbol.equals(other.symbol);
  }

  /** Whether the two could be of the same size. */
  public boolean mayEqual(Dim other) {
    return !isKnown() || !other.isKnown() || size == other.size;
  }

  /** The product with another dimension. */
  public Dim times(Dim other) {
    if (isKnown() && other.isKnown()) {
      return of(Math.multiplyExact(size, other.size));
    }
    if (size == 0 || other.size == 0) {
      return of(0);
    }
    return size == 1 ? other : other.size == 1 ? this : UNKNOWN;
  }

  /** The sum with another dimension. */
  public Dim plus(Dim other) {
    if (isKnown() && other.isKnown()) {
      return of(Math.addExact(size, other.size));
    }
    return size == 0 ? other : other.size == 0 ? this : UNKNOWN;
  }

  @Override
  public String toString() {
    return isKnown() ? Long.toString(size) : symbol != null ? symbol : "?";
  }
}
