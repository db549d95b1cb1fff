package io.culebra.rewrite;

import java.util.List;

/** The passes, in the order in which they run. */
public final class Rewrites {
  /** The pass that computes what depends on constants and shapes alone. */
  public static final String FOLD_CONSTANTS = "fold-constants";

  private static final List<Rewrite> ALL =
      List.of(
          new FoldConstants(),
          new RemoveNoOps(),
          new ShareEqualNodes(),
          new MergeTransposes(),
          new FoldTransposesIntoGemm(),
          new FoldPadsIntoConvolutions(),
          new FuseLayerNormalization(),
          new FuseRmsNormalization(),
          new FuseGelu(),
          new FuseHardSwish(),
          new FuseSwish(),
          new FuseMish(),
          new FuseAttention(),
          new SimplifyArithmetic(),
          new FoldBatchNormalization(),
          new FoldChannelArithmetic(),
          new FoldBiasForward(),
          new FoldChannelOrder(),
          new FuseActivations(),
          new FuseAffine(),
          new FuseResiduals());

  private Rewrites() {}

  /**
   * All passes: what does not depend on the inputs, then operators in their written-out forms, then
   * what goes into weights and bias, then what goes behind them.
   */
  public static List<Rewrite> all() {
    return ALL;
  }

  /** The names of all passes, in order. */
  public static List<String> names() {
    return ALL.stream().map(Rewrite::name).toList();
  }
}
