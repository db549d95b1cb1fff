package io.culebra.reference;

import io.culebra.kernel.KernelSpec;
import io.culebra.op.LRN;

/** LRN. */
final class ReferenceLrn extends Reference<LRN> {
  ReferenceLrn() {
    super(LRN.class);
  }

  @Override
  Loop loop(KernelSpec spec) {
    LRN op = op(spec);
    return operands -> {
      Numbers x = operands.input(0);
      long channels = x.size(1);
      long area = x.shape().elements(2, x.shape().rank());
      for (long i = 0; i < x.count(); i++) {
        long c = i / area % channels;
        long first = Math.max(0, c - (op.size() - 1) / 2);
        long last = Math.min(channels - 1, c + op.size() / 2);
        long start = i + (first - c) * area;
        double squares = Products.sum(x, start, area, x, start, area, last - first + 1);
        double divisor = Math.pow(op.bias() + op.alpha() / op.size() * squares, op.beta());
        operands.output().set(i, x.get(i) / divisor);
      }
    };
  }
}
