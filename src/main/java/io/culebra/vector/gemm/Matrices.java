package io.culebra.vector.gemm;

import io.culebra.tensor.Shape;
import java.util.Arrays;

/**
 * Which matrices a MatMul multiplies: sizes, and for each product, the numbers of its operands
 * among the matrices of A and B. If B is a single matrix, all rows of A are one matrix.
 *
 * @param m rows of each matrix of A
 * @param n columns of each matrix of B
 * @param k columns of A, rows of B
 * @param countB how many matrices B has
 * @param a the matrix of A, per product
 * @param b the matrix of B, per product
 */
record Matrices(int m, int n, int k, int countB, int[] a, int[] b) {
  static Matrices of(Shape shapeA, Shape shapeB) {
    Shape left = shapeA.rank() == 1 ? shapeA.padLeft(2) : shapeA;
    int k = Math.toIntExact(left.size(-1));
    int n = shapeB.rank() == 1 ? 1 : Math.toIntExact(shapeB.size(-1));
    int countB = Math.toIntExact(shapeB.elements() / k / n);
    int m = Math.toIntExact(left.size(-2));
    if (countB == 1) {
      m = Math.toIntExact(left.elements() / k);
      return new Matrices(m, n, k, 1, new int[1], new int[1]);
    }
    int rank = Math.max(left.rank(), shapeB.rank()) - 2;
    long[] sizesA = batch(left, rank);
    long[] sizesB = batch(shapeB, rank);
    int count = 1;
    for (int i = 0; i < rank; i++) {
      count = Math.multiplyExact(count, Math.toIntExact(Math.max(sizesA[i], sizesB[i])));
    }
    int[] a = new int[count];
    int[] b = new int[count];
    for (int i = 0; i < count; i++) {
      a[i] = number(i, sizesA, sizesB);
      b[i] = number(i, sizesB, sizesA);
    }
    return new Matrices(m, n, k, countB, a, b);
  }

  /** How many products there are. */
  int count() {
    return a.length;
  }

  private static long[] batch(Shape shape, int rank) {
    long[] padded = shape.padLeft(rank + 2).toArray();
    return Arrays.copyOf(padded, rank);
  }

  /**
   * The place, among the matrices with batch sizes {@code own}, of the one that meets product
   * {@code index}.
   */
  private static int number(int index, long[] own, long[] other) {
    long number = 0;
    long factor = 1;
    long rest = index;
    for (int i = own.length - 1; i >= 0; i--) {
      long size = Math.max(own[i], other[i]);
      if (own[i] != 1) {
        number += rest % size * factor;
      }
      rest /= size;
      factor *= own[i];
    }
    return (int) number;
  }
}
