package io.culebra.access;

import io.culebra.Model;
import io.culebra.onnx.OnnxModel;
import java.lang.invoke.MethodHandles;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens models from graphs. Safe for use by many threads. */
public final class ModelAccess {
  private static volatile @Nullable Function<OnnxModel, Model> opener;

  private ModelAccess() {}

  /** Tells how a graph becomes a model; the class {@link Model} does so when it is initialised. */
  public static void openWith(Function<OnnxModel, Model> way) {
    opener = way;
  }

  /** A model of this graph, which the caller closes. */
  public static Model open(OnnxModel source) {
    Function<OnnxModel, Model> known = opener;
    if (known == null) {
      try {
        MethodHandles.lookup().ensureInitialized(Model.class);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
      known = opener;
    }
    if (known == null) {
      throw new IllegalStateException("no way to open models has been set");
    }
    return known.apply(source);
  }
}
