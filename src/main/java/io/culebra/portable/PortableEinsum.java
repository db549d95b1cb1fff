package io.culebra.portable;

import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Support;
import io.culebra.op.Einsum;
import io.culebra.op.EinsumLabels;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Einsum: for every element of the output a sum of products over the axes that the output does not
 * name.
 */
final class PortableEinsum extends Portable<Einsum> {
  PortableEinsum() {
    super(Einsum.class);
  }

  @Override
  Support accepts(KernelSpec spec) {
    return supportsNumbers(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < spec.inputs().size(); i++) {
      shapes.add(spec.input(i).shape());
    }
    EinsumLabels labels = op(spec).labels(shapes.stream().map(Shape::rank).toList());
    List<Integer> order = new ArrayList<>(labels.output());
    for (int label = 0; label < labels.count(); label++) {
      if (!order.contains(label)) {
        order.add(label);
      }
    }
    long[] counts = new long[order.size()];
    long[][] strides = new long[order.size()][shapes.size()];
    for (int level = 0; level < counts.length; level++) {
      counts[level] = 1;
      for (int i = 0; i < shapes.size(); i++) {
        List<Integer> own = labels.inputs().get(i);
        for (int axis = 0; axis < own.size(); axis++) {
          if (own.get(axis).equals(order.get(level)) && shapes.get(i).size(axis) != 1) {
            counts[level] = shapes.get(i).size(axis);
            strides[level][i] += shapes.get(i).strides()[axis];
          }
        }
      }
    }
    int kept = labels.output().size();
    return new DenseKernel(spec, binding -> new EinsumRun(spec, binding, counts, strides, kept));
  }
}
