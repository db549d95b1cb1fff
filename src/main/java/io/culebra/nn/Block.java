package io.culebra.nn;

import java.util.List;

/** A layer that is made of others, whose names begin with its own. */
abstract class Block<L extends Block<L>> extends Layer<L> {
  @Override
  final Symbol connect(NetworkBuilder network, String unique, List<Symbol> inputs) {
    return write(unique + "/", inputs);
  }

  /**
   * The result of the layers inside.
   *
   * @param prefix what their names begin with
   */
  abstract Symbol write(String prefix, List<Symbol> inputs);
}
