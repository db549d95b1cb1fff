package io.culebra.portable;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Operand;
import io.culebra.kernel.Support;
import io.culebra.op.Op;
import io.culebra.scalar.Elements;
import io.culebra.tensor.DataType;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the implementations of this package have in common: their name, and the refusal of post-ops,
 * of strings and of elements smaller than a byte.
 *
 * @param <T> the operator
 */
abstract class Portable<T extends Op> implements Implementation {
  private final Class<T> operator;

  Portable(Class<T> operator) {
    this.operator = operator;
  }

  @Override
  public final String name() {
    return "portable/" + operator.getSimpleName();
  }

  @Override
  public final Class<T> operator() {
    return operator;
  }

  /** The operator of the step. */
  final T op(KernelSpec spec) {
    return spec.base(operator);
  }

  @Override
  public final Support supports(KernelSpec spec) {
    return Support.require(spec.postOps().isEmpty(), "nothing can be fused into it")
        .and(supportsTypes(spec))
        .and(accepts(spec));
  }

  /** Whether it can run a step without post-ops and with elements of whole bytes. */
  Support accepts(KernelSpec spec) {
    return Support.yes();
  }

  /**
   * Whether the element types are ones that it can hold: all of whole bytes, unless told otherwise.
   */
  Support supportsTypes(KernelSpec spec) {
    return supportsAll(spec, type -> type.bits() >= 8);
  }

  /** Whether every element can be read and written as a number. */
  static Support supportsNumbers(KernelSpec spec) {
    return supportsAll(spec, Elements::supports);
  }

  private static Support supportsAll(KernelSpec spec, Predicate<DataType> supported) {
    return Stream.concat(spec.inputs().stream(), spec.outputs().stream())
        .filter(Objects::nonNull)
        .map(Operand::dataType)
        .filter(type -> !supported.test(type))
        .findFirst()
        .map(type -> Support.no("it does not take elements of " + type))
        .orElseGet(Support::yes);
  }

  /**
   * Either layout for the first {@code images} inputs and all outputs, as long as they have a place
   * for channels; the other inputs are row-major.
   */
  static List<Layouts> eitherLayout(KernelSpec spec, int images) {
    Layouts rowMajor = Layouts.rowMajor(spec);
    if (spec.output().shape().rank() < 3) {
      return List.of(rowMajor);
    }
    Layouts channelsLast = Layouts.channelsLast(spec);
    for (int i = images; i < spec.inputs().size(); i++) {
      channelsLast = channelsLast.withRowMajor(i);
    }
    return List.of(rowMajor, channelsLast);
  }
}
