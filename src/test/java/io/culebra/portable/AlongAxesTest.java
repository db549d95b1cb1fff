package io.culebra.portable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.culebra.kernel.KernelHarness;
import io.culebra.kernel.Specs;
import io.culebra.kernel.Tensors;
import io.culebra.op.ArgMax;
import io.culebra.op.ArgMin;
import io.culebra.op.CumSum;
import io.culebra.op.Einsum;
import io.culebra.op.GatherElements;
import io.culebra.op.GatherND;
import io.culebra.op.MatMul;
import io.culebra.op.OneHot;
import io.culebra.op.Op;
import io.culebra.op.TopK;
import io.culebra.op.Trilu;
import io.culebra.reference.ReferenceProvider;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlongAxesTest {
  @Test
  void findsTheFirstOrTheLastOfEquals() {
    Tensor x = Tensor.of(new float[] {1, 3, 3, -0f, 0, 5}, 2, 3);
    assertArrayEquals(new long[] {1, 2}, run(new ArgMax(1, false, false), x).toLongArray());
    assertArrayEquals(new long[] {2, 2}, run(new ArgMax(1, true, true), x).toLongArray());
    assertArrayEquals(new long[] {0, 0}, run(new ArgMin(-1, false, false), x).toLongArray());
    assertArrayEquals(new long[] {0, 1}, run(new ArgMin(-1, false, true), x).toLongArray());
    assertArrayEquals(new long[] {0, 0, 1}, run(new ArgMax(0, false, false), x).toLongArray());
  }

  private static Tensor run(Op op, Tensor... inputs) {
    return Moved.run(Specs.of(op, inputs));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 40})
  void findsTheGreatestInOrder(int k) {
    Tensor x = Tensors.normal(5, 3, 40, 2);
    Specs specs =
        Specs.of(new TopK(1, true, true), x).constant(Tensor.of(new long[] {k}, 1)).outputs(2);
    List<Tensor> outputs = KernelHarness.run(new PortableTopK(), specs);
    float[] all = x.toFloatArray();
    float[] values = outputs.get(0).toFloatArray();
    long[] indices = outputs.get(1).toLongArray();
    for (int outer = 0; outer < 3; outer++) {
      for (int inner = 0; inner < 2; inner++) {
        float[] row = new float[40];
        for (int i = 0; i < 40; i++) {
          row[i] = all[(outer * 40 + i) * 2 + inner];
        }
        float[] sorted = row.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < k; i++) {
          int at = (outer * k + i) * 2 + inner;
          assertEquals(sorted[39 - i], values[at]);
          assertEquals(values[at], row[(int) indices[at]]);
        }
      }
    }
  }

  @Test
  void findsTheLeastOfIntegersWithTheFirstOfEquals() {
    Tensor x = Tensor.of(new long[] {4, -1, Long.MIN_VALUE, -1}, 4);
    Specs specs =
        Specs.of(new TopK(0, false, true), x).constant(Tensor.of(new long[] {3}, 1)).outputs(2);
    List<Tensor> outputs = KernelHarness.run(new PortableTopK(), specs);
    assertArrayEquals(new long[] {Long.MIN_VALUE, -1, -1}, outputs.get(0).toLongArray());
    assertArrayEquals(new long[] {2, 1, 3}, outputs.get(1).toLongArray());
  }

  @Test
  void gathersElements() {
    Tensor x = Tensors.counting(3, 4);
    Tensor indices = Tensor.of(new long[] {0, -1, 2, 1}, 2, 2);
    Moved.check(
        Specs.of(new GatherElements(1), x, indices),
        x,
        p -> new long[] {p[0], Math.floorMod(indices.toLongArray()[(int) (2 * p[0] + p[1])], 4)});
  }

  @Test
  void gathersSlicesBehindACommonAxis() {
    Tensor x = Tensors.counting(2, 3, 4, 5);
    Tensor indices = Tensor.of(new long[] {2, -1, 0, 3, 1, 1, 0, 0}, 2, 2, 2);
    Moved.check(
        Specs.of(new GatherND(1), x, indices),
        x,
        p -> {
          int tuple = (int) (4 * p[0] + 2 * p[1]);
          long[] given = indices.toLongArray();
          return new long[] {
            p[0], Math.floorMod(given[tuple], 3), Math.floorMod(given[tuple + 1], 4), p[2]
          };
        });
  }

  @Test
  void refusesTuplesOutside() {
    Specs specs =
        Specs.of(new GatherND(0), Tensors.counting(2, 3), Tensor.of(new long[] {1, 3}, 1, 2));
    assertThrows(
        InvalidInputException.class, () -> KernelHarness.run(new PortableGatherND(), specs));
  }

  @Test
  void sumsUp() {
    Tensor x = Tensor.of(new int[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Tensor columns = Tensor.of(new long[] {1});
    Tensor rows = Tensor.of(new int[] {-2});
    assertArrayEquals(
        new int[] {1, 3, 6, 4, 9, 15}, run(new CumSum(false, false), x, columns).toIntArray());
    assertArrayEquals(
        new int[] {0, 1, 3, 0, 4, 9}, run(new CumSum(true, false), x, columns).toIntArray());
    assertArrayEquals(
        new int[] {5, 7, 9, 4, 5, 6}, run(new CumSum(false, true), x, rows).toIntArray());
  }

  @Test
  void setsOneOfMany() {
    Specs specs =
        Specs.of(new OneHot(1), Tensor.of(new long[] {1, -1, 7}, 3))
            .constant(Tensor.of(new long[] {3}))
            .input(Tensor.of(new float[] {-1, 1}, 2));
    assertArrayEquals(
        new float[] {-1, 1, -1, -1, -1, 1, -1, -1, -1}, Moved.run(specs).toFloatArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {-9, -1, 0, 2, 9})
  void keepsATriangle(long diagonal) {
    Tensor x = Tensors.counting(2, 3, 4);
    Tensor shift = Tensor.of(new long[] {diagonal});
    Moved.check(Specs.of(new Trilu(true), x, shift), x, p -> p[2] >= p[1] + diagonal ? p : null);
    Moved.check(Specs.of(new Trilu(false), x, shift), x, p -> p[2] <= p[1] + diagonal ? p : null);
  }

  @Test
  void sumsProducts() {
    Tensor a = Tensors.normal(1, 2, 3, 4);
    Tensor b = Tensors.normal(2, 2, 4, 5);
    Tensor product = run(new Einsum("bij,bjk->bik"), a, b);
    Tensor expected =
        new ReferenceProvider()
            .implementations().stream()
                .filter(i -> i.operator() == MatMul.class)
                .map(i -> KernelHarness.run(i, Specs.of(new MatMul(), a, b)).getFirst())
                .findFirst()
                .orElseThrow();
    Tensors.assertClose(expected, product, 1e-6);
    Tensor square = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    assertArrayEquals(new float[] {1, 4}, run(new Einsum("ii->i"), square).toFloatArray());
    assertArrayEquals(new float[] {5}, run(new Einsum("ii"), square).toFloatArray());
    assertArrayEquals(new float[] {1, 3, 2, 4}, run(new Einsum("ij->ji"), square).toFloatArray());
  }
}
