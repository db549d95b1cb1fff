package io.culebra.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The dimensions of a tensor, outermost first; immutable. A scalar has none.
 *
 * <p>A shape is <i>known</i> when every dimension is. Sizes that depend on a symbol can be asked
 * for with {@link #dim}, never with {@link #size}.
 */
public final class Shape {
  private static final Shape SCALAR = new Shape(List.of());

  private final List<Dim> dims;

  private Shape(List<Dim> dims) {
    this.dims = dims;
  }

  /** A shape of known sizes. */
  public static Shape of(long... sizes) {
    return sizes.length == 0 ? SCALAR : new Shape(Arrays.stream(sizes).mapToObj(Dim::of).toList());
  }

  /** A shape of these dimensions. */
  public static Shape of(List<Dim> dims) {
    return new Shape(List.copyOf(dims));
  }

  /** The shape of a scalar: no dimensions, one element. */
  public static Shape scalar() {
    return SCALAR;
  }

  /** The number of dimensions. */
  public int rank() {
    return dims.size();
  }

  /** The dimensions, outermost first. */
  public List<Dim> dims() {
    return dims;
  }

  /** The dimension at {@code axis}, which may be negative to count from the end. */
  public Dim dim(int axis) {
    return dims.get(axis < 0 ? axis + rank() : axis);
  }

  /**
   * The size along {@code axis}, which may be negative to count from the end.
   *
   * @throws IllegalStateException if it is not known
   */
  public long size(int axis) {
    Dim dim = dim(axis);
    if (!dim.isKnown()) {
      throw new IllegalStateException("the size of axis " + axis + " of " + this + " is not known");
    }
    return dim.size();
  }

  /** Whether every dimension has a known size. */
  public boolean isKnown() {
    for (int i = 0; i < dims.size(); i++) {
      if (!dims.get(i).isKnown()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The number of elements.
   *
   * @throws IllegalStateException if a size is not known
   * @throws ArithmeticException if the product does not fit in a long
   */
  public long elements() {
    return elements(0, rank());
  }

  /**
   * The number of elements of the dimensions from axis {@code from} up to, not including, {@code
   * to}.
   */
  public long elements(int from, int to) {
    long product = 1;
    for (int i = from; i < to; i++) {
      product = Math.multiplyExact(product, size(i));
    }
    return product;
  }

  /** The sizes, outermost first; a new array. */
  public long[] toArray() {
    long[] sizes = new long[rank()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = size(i);
    }
    return sizes;
  }

  /** Row-major strides in elements; a new array. */
  public long[] strides() {
    long[] strides = new long[rank()];
    long stride = 1;
    for (int i = rank() - 1; i >= 0; i--) {
      strides[i] = stride;
      stride = Math.multiplyExact(stride, size(i));
    }
    return strides;
  }

  /** This shape with dimensions of one put in front until it has {@code rank} of them. */
  public Shape padLeft(int rank) {
    if (rank <= rank()) {
      return this;
    }
    List<Dim> padded = new ArrayList<>(rank);
    for (int i = rank(); i < rank; i++) {
      padded.add(Dim.of(1));
    }
    padded.addAll(dims);
    return of(padded);
  }

  /**
   * This shape with another dimension at {@code axis}, which may be negative to count from the end.
   */
  public Shape with(int axis, Dim dim) {
    List<Dim> changed = new ArrayList<>(dims);
    changed.set(axis < 0 ? axis + rank() : axis, dim);
    return of(changed);
  }

  /** The shape whose axis {@code i} is this shape's axis {@code permutation[i]}. */
  public Shape permute(int... permutation) {
    List<Dim> permuted = new ArrayList<>(rank());
    for (int axis : permutation) {
      permuted.add(dims.get(axis));
    }
    return of(permuted);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && dims.equals(shape.dims);
  }

  @Override
  public int hashCode() {
    return dims.hashCode();
  }

  /**
   * The sizes joined by {@code x}, as in {@code 1x3x224x224}; {@code scalar} where there are none.
   */
  @Override
  public String toString() {
    return dims.isEmpty()
        ? "scalar"
        : dims.stream().map(Dim::toString).collect(Collectors.joining("x"));
  }
}
