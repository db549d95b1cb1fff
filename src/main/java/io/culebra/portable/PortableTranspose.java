package io.culebra.portable;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layout;
import io.culebra.kernel.Layouts;
import io.culebra.op.Transpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Transpose, between any two layouts: from one to the other it may be a plain copy. */
final class PortableTranspose extends Movement<Transpose> {
  PortableTranspose() {
    super(Transpose.class);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    int rank = spec.output().shape().rank();
    if (rank < 3) {
      return List.of(Layouts.rowMajor(spec));
    }
    List<Layout> either = List.of(Layout.rowMajor(rank), Layout.channelsLast(rank));
    List<Layouts> ways = new ArrayList<>();
    for (Layout from : either) {
      for (Layout to : either) {
        KernelSpec laidOut = spec.in(new Layouts(List.of(from), List.of(to), 0));
        boolean plainCopy = moves(laidOut).getFirst().copy().shares() == 1;
        long penalty = plainCopy ? 0 : 2 * spec.output().bytes();
        ways.add(new Layouts(List.of(from), List.of(to), penalty));
      }
    }
    ways.sort(Comparator.comparingLong(Layouts::penalty));
    return ways;
  }

  @Override
  List<Move> moves(KernelSpec spec) {
    List<Integer> permutation = permutation(spec);
    int rank = permutation.size();
    long[] input = Move.strides(spec.input(0));
    long[] from = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      from[axis] = input[permutation.get(axis)];
    }
    long[] counts = spec.output().shape().toArray();
    return List.of(Move.box(spec, 0, 0, counts, 0, from, 0, Move.strides(spec.output())));
  }

  private List<Integer> permutation(KernelSpec spec) {
    List<Integer> permutation = op(spec).perm();
    if (!permutation.isEmpty()) {
      return permutation;
    }
    List<Integer> reversed = new ArrayList<>();
    for (int axis = 0; axis < spec.output().shape().rank(); axis++) {
      reversed.add(axis);
    }
    Collections.reverse(reversed);
    return reversed;
  }
}
