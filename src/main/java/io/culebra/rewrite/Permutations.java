package io.culebra.rewrite;

import java.util.ArrayList;
import java.util.List;

/** Arithmetic on the permutations of Transpose, in which an empty list reverses the axes. */
final class Permutations {
  private Permutations() {}

  /** Whether a tensor of this rank, -1 where it is not known, stays as it is. */
  static boolean isIdentity(List<Integer> perm, int rank) {
    if (perm.isEmpty()) {
      return rank == 0 || rank == 1;
    }
    for (int i = 0; i < perm.size(); i++) {
      if (perm.get(i) != i) {
        return false;
      }
    }
    return true;
  }

  /** The permutation written out, for a tensor of this rank. */
  static List<Integer> explicit(List<Integer> perm, int rank) {
    if (!perm.isEmpty()) {
      return perm;
    }
    List<Integer> reversed = new ArrayList<>();
    for (int i = rank - 1; i >= 0; i--) {
      reversed.add(i);
    }
    return reversed;
  }

  /** The permutation that does what {@code first} and then {@code second} do; both written out. */
  static List<Integer> compose(List<Integer> first, List<Integer> second) {
    return second.stream().map(first::get).toList();
  }
}
