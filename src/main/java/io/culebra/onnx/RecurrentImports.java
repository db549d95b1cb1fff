package io.culebra.onnx;

import io.culebra.graph.Value;
import io.culebra.op.Elu;
import io.culebra.op.GRU;
import io.culebra.op.HardSigmoid;
import io.culebra.op.LSTM;
import io.culebra.op.LeakyRelu;
import io.culebra.op.Op;
import io.culebra.op.RNN;
import io.culebra.op.RecurrentDirection;
import io.culebra.op.Relu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Softplus;
import io.culebra.op.Softsign;
import io.culebra.op.Tanh;
import io.culebra.op.ThresholdedRelu;
import io.culebra.op.Transpose;
import io.culebra.op.UnaryElementwise;
import io.culebra.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recurrent networks. */
final class RecurrentImports {
  private RecurrentImports() {}

  static void addTo(ImportTable table) {
    table.put("LSTM", RecurrentImports::lstm);
    table.put("GRU", RecurrentImports::gru);
    table.put("RNN", RecurrentImports::rnn);
  }

  private static void lstm(NodeImport node) {
    LSTM op =
        new LSTM(
            direction(node),
            hiddenSize(node),
            activations(node, "Sigmoid", "Tanh", "Tanh"),
            clip(node),
            node.attributes().flag("input_forget", false));
    becomes(node, op);
  }

  private static void gru(NodeImport node) {
    GRU op =
        new GRU(
            direction(node),
            hiddenSize(node),
            activations(node, "Sigmoid", "Tanh"),
            clip(node),
            node.attributes().flag("linear_before_reset", false));
    becomes(node, op);
  }

  private static void rnn(NodeImport node) {
    becomes(
        node, new RNN(direction(node), hiddenSize(node), activations(node, "Tanh"), clip(node)));
  }

  private static RecurrentDirection direction(NodeImport node) {
    return node.attributes().choice("direction", RecurrentDirection.FORWARD);
  }

  private static float clip(NodeImport node) {
    float clip = node.attributes().real("clip", 0);
    return clip == 0 ? Float.POSITIVE_INFINITY : clip;
  }

  private static int hiddenSize(NodeImport node) {
    Shape recurrence = node.shape(node.required(2));
    if (node.attributes().has("hidden_size")) {
      return node.attributes().requiredInteger("hidden_size");
    }
    if (recurrence == null || recurrence.rank() == 0 || !recurrence.dim(-1).isKnown()) {
      throw node.fail("hidden_size is missing");
    }
    return Math.toIntExact(recurrence.size(-1));
  }

  /** The activations that are named, or else the usual ones for each direction. */
  private static List<UnaryElementwise> activations(NodeImport node, String... usual) {
    Attributes attributes = node.attributes();
    List<String> names = attributes.texts("activations");
    if (names.isEmpty()) {
      names = new ArrayList<>();
      for (int i = 0; i < direction(node).count(); i++) {
        names.addAll(List.of(usual));
      }
    }
    Parameters alphas = new Parameters(attributes.reals("activation_alpha"));
    Parameters betas = new Parameters(attributes.reals("activation_beta"));
    List<UnaryElementwise> activations = new ArrayList<>();
    for (String name : names) {
      activations.add(activation(node, name, alphas, betas));
    }
    return activations;
  }

  private static UnaryElementwise activation(
      NodeImport node, String name, Parameters alphas, Parameters betas) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "sigmoid" -> new Sigmoid();
      case "tanh" -> new Tanh();
      case "relu" -> new Relu();
      case "softsign" -> new Softsign();
      case "softplus" -> new Softplus();
      case "leakyrelu" -> new LeakyRelu(alphas.next(0.01f));
      case "thresholdedrelu" -> new ThresholdedRelu(alphas.next(1));
      case "elu" -> new Elu(alphas.next(1));
      case "hardsigmoid" -> new HardSigmoid(alphas.next(0.2f), betas.next(0.5f));
      default -> throw node.unsupported("the activation " + name);
    };
  }

  /** The numbers that activations take one after the other, and the defaults behind their end. */
  private static final class Parameters {
    private final float[] numbers;
    private int position;

    Parameters(float @Nullable [] numbers) {
      this.numbers = numbers == null ? new float[0] : numbers;
    }

    float next(float otherwise) {
      return position < numbers.length ? numbers[position++] : otherwise;
    }
  }

  /** With layout 1 the batch comes first; what goes in and out is transposed. */
  private static void becomes(NodeImport node, Op op) {
    if (!node.attributes().flag("layout", false)) {
      node.becomes(op);
      return;
    }
    List<@Nullable Value> inputs = new ArrayList<>(node.inputs());
    for (int i : new int[] {0, 5, 6}) {
      Value input = node.input(i);
      if (input != null) {
        inputs.set(i, node.step(new Transpose(List.of(1, 0, 2)), input));
      }
    }
    List<Value> made = node.steps(op, inputs, node.outputCount());
    for (int i = 0; i < made.size(); i++) {
      List<Integer> perm = i == 0 ? List.of(2, 0, 1, 3) : List.of(1, 0, 2);
      node.outputBecomes(i, new Transpose(perm), made.get(i));
    }
  }
}
