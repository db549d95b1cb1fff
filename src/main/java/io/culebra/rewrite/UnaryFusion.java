package io.culebra.rewrite;

import io.culebra.graph.Node;
import io.culebra.graph.Value;
import io.culebra.op.UnaryElementwise;
import io.culebra.tensor.DataType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A pass that puts one elementwise operator of the value {@code x} in the place of several nodes.
 */
abstract class UnaryFusion extends NodeRewrite {
  /** What {@code x} is called in every form. */
  static final String X = "x";

  /**
   * One way in which exporters write an operator.
   *
   * @param pattern the nodes, of the value {@link #X}
   * @param op the operator that does the same
   */
  record Form(Pattern pattern, Function<Match, UnaryElementwise> op) {
    Form(Pattern pattern, UnaryElementwise op) {
      this(pattern, match -> op);
    }
  }

  private final List<Form> forms;

  UnaryFusion(String name, List<Form> forms) {
    super(name);
    this.forms = forms;
  }

  @Override
  void visit(Node node, Edit edit) {
    for (Form form : forms) {
      Optional<Match> match = edit.find(form.pattern(), node, m -> fits(m, node, edit));
      if (match.isPresent()) {
        edit.replace(node, form.op().apply(match.get()), match.get().value(X));
        return;
      }
    }
  }

  /** A constant may have a higher rank than x; the operator would not give the result that rank. */
  private static boolean fits(Match match, Node node, Edit edit) {
    Value x = match.value(X);
    return edit.dataType(x) == DataType.FLOAT
        && edit.rank(x) >= 0
        && edit.rank(x) == edit.rank(node.output());
  }
}
