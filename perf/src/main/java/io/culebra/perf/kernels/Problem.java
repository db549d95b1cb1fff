package io.culebra.perf.kernels;

import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layout;
import io.culebra.kernel.Operand;
import io.culebra.op.Op;
import io.culebra.op.OpInputs;
import io.culebra.tensor.Constant;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One operator on one shape.
 *
 * @param line the line that describes it, such as {@code Conv 1x64x56x56 out=64 kernel=3 pad=1}
 * @param op the operator
 * @param inputs the types of its inputs; the first one is computed, the last ones may be weights
 * @param weights how many inputs, from the end, are constants
 * @param flops floating-point operations of a call
 */
record Problem(String line, Op op, List<TensorType> inputs, int weights, double flops) {

  private static final long SEED = 7;

  /** The operator's ONNX name. */
  String operator() {
    return line.substring(0, line.indexOf(' '));
  }

  /** What follows the operator's name in the line. */
  String shape() {
    return line.substring(line.indexOf(' ') + 1);
  }

  /** The type of the first output. */
  TensorType output() {
    return outputs().getFirst();
  }

  private List<TensorType> outputs() {
    List<Constant> unknown = Collections.nCopies(inputs.size(), null);
    return op.infer(new OpInputs(line, inputs, unknown, 1));
  }

  /** Bytes that a call reads and writes at least. */
  double bytes() {
    return Stream.concat(inputs.stream(), outputs().stream()).mapToDouble(TensorType::bytes).sum();
  }

  /** Normal numbers for each input, row-major; the same at every call. */
  List<Tensor> elements() {
    Random random = new Random(SEED);
    List<Tensor> elements = new ArrayList<>();
    for (TensorType type : inputs) {
      Tensor tensor = Tensor.allocate(type.dataType(), Shapes.of(type));
      FloatBuffer floats = tensor.floatBuffer();
      while (floats.hasRemaining()) {
        floats.put((float) random.nextGaussian());
      }
      elements.add(tensor);
    }
    return elements;
  }

  /** The step as a planner would describe it, row-major, with the weights from {@code elements}. */
  KernelSpec spec(List<Tensor> elements, int threads) {
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      boolean constant = i >= inputs.size() - weights;
      operands.add(rowMajor(inputs.get(i), constant ? Constant.of(copy(elements.get(i))) : null));
    }
    List<Operand> results = outputs().stream().map(type -> rowMajor(type, null)).toList();
    return new KernelSpec(line, op, List.copyOf(operands), List.copyOf(results), threads);
  }

  private static Operand rowMajor(TensorType type, @Nullable Constant constant) {
    return new Operand(type, Layout.rowMajor(Shapes.of(type).rank()), constant);
  }

  private static Tensor copy(Tensor tensor) {
    return Tensor.copyOf(tensor.segment(), tensor.dataType(), tensor.shape());
  }
}
