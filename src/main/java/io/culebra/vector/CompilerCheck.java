package io.culebra.vector;

import io.culebra.kernel.ImplementationProvider.Availability;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether HotSpot compiles vector loops to vector instructions, as its options tell, which say what
 * the CPU has, too.
 *
 * <p>Products, sums of products and polynomials are written with {@code FloatVector.fma}. Where the
 * CPU has no such instruction, or HotSpot does not use it, C2 leaves it a call, and {@code
 * Math.fma} behind it computes with BigDecimal. With AVX of level 1 HotSpot has vectors of 256 bits
 * for floats alone, not for the integers that exponents and masks are computed in, and below there
 * is no FMA either.
 */
final class CompilerCheck {
  private static final int OPTIMIZING_TIER = 4;
  private static final int FIRST_AVX_WITH_INTEGERS = 2;

  private CompilerCheck() {}

  /**
   * What is in the way, and what to do; empty where nothing is.
   *
   * @param option the value of an option of the virtual machine, empty where it has none
   * @param mode the property {@code java.vm.info}
   */
  static Optional<Availability> obstacle(Function<String, Optional<String>> option, String mode) {
    if (mode.contains("interpreted")) {
      return no("java runs interpreted", "start java without -Xint");
    }
    if (option.apply("UseCompiler").equals(Optional.of("false"))) {
      return no("java compiles nothing", "start java without -XX:-UseCompiler");
    }
    int tier = number(option, "TieredStopAtLevel", OPTIMIZING_TIER);
    if (tier < OPTIMIZING_TIER) {
      return withoutOptimizer("TieredStopAtLevel=" + tier);
    }
    if (option.apply("CompilationMode").equals(Optional.of("quick-only"))) {
      return withoutOptimizer("CompilationMode=quick-only");
    }
    int avx = number(option, "UseAVX", FIRST_AVX_WITH_INTEGERS);
    if (avx < FIRST_AVX_WITH_INTEGERS) {
      return no(
          "java uses AVX of level " + avx + " only, and vector loops crawl below 2",
          "start java without -XX:UseAVX=" + avx + ", or use a CPU that has AVX2");
    }
    if (option.apply("UseFMA").equals(Optional.of("false"))) {
      return no(
          "java has no instruction that multiplies and adds (FMA), and vector loops crawl without",
          "start java without -XX:-UseFMA, or use a CPU that has FMA");
    }
    return Optional.empty();
  }

  private static Optional<Availability> withoutOptimizer(String flag) {
    return no(
        "java runs without its optimizing compiler, and vector loops crawl without it",
        "start java without -XX:" + flag);
  }

  private static int number(
      Function<String, Optional<String>> option, String name, int whereThereIsNone) {
    return option.apply(name).map(Integer::parseInt).orElse(whereThereIsNone);
  }

  private static Optional<Availability> no(String reason, String remedy) {
    return Optional.of(Availability.no(reason, remedy));
  }
}
