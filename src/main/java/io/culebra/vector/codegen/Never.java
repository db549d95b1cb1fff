package io.culebra.vector.codegen;

/**
 * Numbers that no counter of a kernel ever has, which C2 cannot know: the fields are not final.
 *
 * <p>With 16 registers C2's scheduler hoists the loads of a whole step of a kernel above its
 * multiply-adds, and then keeps accumulators on the stack, which more than halves the speed. A
 * branch on one of these numbers leads to an uncommon trap that needs every accumulator: no load
 * moves above it, no multiply-add below it. Branches on the same number would be merged, so there
 * is one for each place.
 */
final class Never {

  static int n1 = -1;
  static int n2 = -2;
  static int n3 = -3;
  static int n4 = -4;
  static int n5 = -5;
  static int n6 = -6;
  static int n7 = -7;
  static int n8 = -8;
  static int n9 = -9;
  static int n10 = -10;
  static int n11 = -11;
  static int n12 = -12;

  private Never() {}

  /** The name of a field. */
  static String name(int i) {
    return "n" + i;
  }
}
