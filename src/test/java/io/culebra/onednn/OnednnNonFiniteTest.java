package io.culebra.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.Affine;
import io.culebra.op.Clip;
import io.culebra.op.Conv;
import io.culebra.op.ConvTranspose;
import io.culebra.op.Elu;
import io.culebra.op.Fused;
import io.culebra.op.Gelu;
import io.culebra.op.Gemm;
import io.culebra.op.HardSigmoid;
import io.culebra.op.HardSwish;
import io.culebra.op.LeakyRelu;
import io.culebra.op.MatMul;
import io.culebra.op.Mish;
import io.culebra.op.Op;
import io.culebra.op.PostOp;
import io.culebra.op.Relu;
import io.culebra.op.Sigmoid;
import io.culebra.op.Swish;
import io.culebra.op.Tanh;
import io.culebra.op.UnaryElementwise;
import io.culebra.op.Window;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every activation behind every product, with NaN and infinities among the operands: the way that
 * needs no finite operands agrees with plain loops, and so does the fast one where the kernel
 * doesn't say that it needs them.
 */
class OnednnNonFiniteTest {
  private static final List<UnaryElementwise> ACTIVATIONS =
      List.of(
          new Relu(),
          new LeakyRelu(0.1f),
          new LeakyRelu(0),
          new Clip(0, 6),
          new Clip(-1, Float.POSITIVE_INFINITY),
          new Sigmoid(),
          new Tanh(),
          new Gelu(false),
          new Gelu(true),
          new Elu(0.5f),
          new HardSigmoid(0.2f, 0.5f),
          new HardSwish(),
          new Swish(1),
          new Mish(),
          new Affine(2, 1));

  /**
   * A product with what goes into it.
   *
   * @param baseInputs the number of its inputs, its bias included where it has one
   * @param result the shape of the result
   */
  private record Product(
      String name, Op op, int baseInputs, Tensor x, Tensor weights, Shape result) {

    Specs then(List<PostOp> postOps, @Nullable Tensor bias, @Nullable Tensor residual) {
      Specs specs =
          Specs.of(new Fused(op, baseInputs, postOps)).input(x).constant(weights).threads(2);
      if (baseInputs == 3) {
        specs = bias == null ? specs.absent() : specs.constant(bias);
      }
      return residual == null ? specs : specs.input(residual);
    }

    Tensor residual() {
      return withSpecials(Tensors.normal(7, result.toArray()), 3);
    }
  }

  private static List<Product> products() {
    List<Product> products = new ArrayList<>();
    for (int channels : new int[] {3, 16, 19, 64}) {
      Tensor image = withSpecials(Tensors.normal(1, 2, channels, 9, 11), 1);
      products.add(
          new Product(
              "3x3 of " + channels,
              new Conv(Window.of2d(3, 1, 0), 1),
              3,
              image,
              Tensors.normal(2, 33, channels, 3, 3),
              Shape.of(2, 33, 7, 9)));
      products.add(
          new Product(
              "1x1 of " + channels,
              new Conv(Window.of2d(1, 1, 0), 1),
              3,
              image,
              Tensors.normal(2, 32, channels, 1, 1),
              Shape.of(2, 32, 9, 11)));
      products.add(
          new Product(
              "depthwise of " + channels,
              new Conv(Window.of2d(3, 2, 1), channels),
              3,
              image,
              Tensors.normal(2, channels, 1, 3, 3),
              Shape.of(2, channels, 5, 6)));
      products.add(
          new Product(
              "transposed of " + channels,
              new ConvTranspose(Window.of2d(2, 2, 0), 1, List.of(), List.of()),
              3,
              image,
              Tensors.normal(2, channels, 17, 2, 2),
              Shape.of(2, 17, 18, 22)));
      Tensor rows = withSpecials(Tensors.normal(3, 23, channels), 1);
      products.add(
          new Product(
              "Gemm of " + channels,
              new Gemm(1, 1, false, false),
              3,
              rows,
              Tensors.normal(4, channels, 33),
              Shape.of(23, 33)));
      products.add(
          new Product(
              "MatMul of " + channels,
              new MatMul(),
              2,
              withSpecials(Tensors.normal(3, 2, 11, channels), 1),
              Tensors.normal(4, channels, 17),
              Shape.of(2, 11, 17)));
    }
    return products;
  }

  /** A few elements replaced by NaN and infinities. */
  private static Tensor withSpecials(Tensor tensor, long seed) {
    float[] values = tensor.toFloatArray();
    Random random = new Random(seed);
    for (float special :
        new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (int i = 0; i < 2; i++) {
        values[random.nextInt(values.length)] = special;
      }
    }
    return Tensor.of(values, tensor.shape().toArray());
  }

  @TestFactory
  Collection<DynamicTest> activations() {
    return products().stream()
        .map(product ->
            DynamicTest.dynamicTest(
                product.name,
                () -> {
                  for (UnaryElementwise op : ACTIVATIONS) {
                    check(product.then(List.of(new PostOp.Activation(op)), null, null));
                  }
                }))
        .toList();
  }

  @TestFactory
  Collection<DynamicTest> residualsBeforeAndBehind() {
    return products().stream()
        .map(product ->
            DynamicTest.dynamicTest(
                product.name,
                () -> {
                  PostOp add = new PostOp.Add(product.baseInputs);
                  PostOp relu = new PostOp.Activation(new Relu());
                  PostOp sigmoid = new PostOp.Activation(new Sigmoid());
                  check(product.then(List.of(add, relu), null, product.residual()));
                  check(product.then(List.of(relu, add), null, product.residual()));
                  check(product.then(List.of(relu, add, sigmoid), null, product.residual()));
                }))
        .toList();
  }

  @Test
  void biasesAndWeights() {
    for (Product product : products()) {
      if (product.baseInputs == 3) {
        Tensor finite = Tensors.normal(9, product.x.shape().toArray());
        long channels = product.result.size(1);
        Tensor bias = withSpecials(Tensors.normal(5, channels), 5);
        List<PostOp> clip = List.of(new PostOp.Activation(new Clip(0, 6)));
        check(
            new Product(product.name, product.op, 3, finite, product.weights, product.result)
                .then(clip, bias, null));
        Tensor weights = withSpecials(product.weights, 8);
        if (!product.name.startsWith("depthwise")) {
          check(
              new Product(product.name, product.op, 3, finite, weights, product.result)
                  .then(clip, null, null));
        }
      }
    }
  }

  @Test
  void theFastWayLosesWhatTheExactOneKeeps() {
    Conv op = new Conv(Window.of2d(1, 1, 0), 1);
    float[] x = {1, Float.NaN, -1, Float.NEGATIVE_INFINITY};
    Specs specs =
        Specs.of(new Fused(op, 3, List.of(new PostOp.Activation(new Relu()))))
            .input(Tensor.of(x, 1, 1, 2, 2))
            .constant(Tensor.of(new float[] {1}, 1, 1, 1, 1))
            .absent();
    Implementation onednn = Agreement.onednn(Conv.class);
    Layouts layouts = onednn.layouts(specs.build()).getFirst();
    assertTrue(KernelHarness.needsFinite(onednn, specs, layouts));
    try (Tensor fast = KernelHarness.run(onednn, specs, layouts).getFirst();
        Tensor exact = KernelHarness.runExact(onednn, specs, layouts).getFirst()) {
      assertFalse(Float.isNaN(fast.toFloatArray()[1]), "guards are needed no more");
      float[] y = exact.toFloatArray();
      assertEquals(1, y[0]);
      assertTrue(Float.isNaN(y[1]));
      assertEquals(0, y[2]);
      assertEquals(0, y[3]);
    }
  }

  private static void check(Specs specs) {
    Class<? extends Op> operator = specs.build().base().getClass();
    Implementation onednn = Agreement.onednn(operator);
    try (Tensor expected = Agreement.plainly(specs)) {
      for (Layouts layouts : onednn.layouts(specs.build())) {
        try (Tensor exact = KernelHarness.runExact(onednn, specs, layouts).getFirst()) {
          Tensors.assertClose(expected, exact, 1e-4);
        }
        if (!KernelHarness.needsFinite(onednn, specs, layouts)) {
          try (Tensor fast = KernelHarness.run(onednn, specs, layouts).getFirst()) {
            Tensors.assertClose(expected, fast, 1e-4);
          }
        }
      }
    }
  }
}
