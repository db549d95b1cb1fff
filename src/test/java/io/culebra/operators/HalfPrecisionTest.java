package io.culebra.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.culebra.Backend;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Softmax and Attention of 16 bits are rounded where the specification's functions round. */
class HalfPrecisionTest {
  private static double[] random(int seed, int count) {
    Random random = new Random(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = Float.float16ToFloat(Float.floatToFloat16(random.nextFloat()));
    }
    return values;
  }

  /** 1 / 1000, though a sum in bfloat16 that grows by ones ends at 256. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void softmaxOfALongRow(DataType type) {
    OneNode node =
        OneNode.of("Softmax", 13).input(Values.fractions(type, new double[1000])).output(type);
    double last = type == DataType.FLOAT16 ? 0x1p-10 : 0x1p-7;
    for (Backend backend : Backend.values()) {
      for (double share : node.run(backend).getFirst().fractions()) {
        assertEquals(1e-3, share, 1e-3 * last);
      }
    }
  }

  /**
   * By hand: the exponentials of 0, -0.5 and -1 are 1, 0.607 and 0.368 in bfloat16; their sum is
   * 1.609, then 1.977, both rounded; each is divided by that.
   */
  @ParameterizedTest
  @EnumSource(Backend.class)
  void softmaxRoundsBehindEveryOperator(Backend backend) {
    OneNode node =
        OneNode.of("Softmax", 13)
            .input(Values.fractions(DataType.BFLOAT16, 1, 0.5, 0))
            .output(DataType.BFLOAT16);
    node.run(backend)
        .getFirst()
        .assertIs(
            Answer.fractions(DataType.BFLOAT16, 0.5078125, 0.306640625, 0.185546875),
            0,
            "Softmax on " + backend);
  }

  /** The operators of the function, each as a model of its own. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void attentionIsTheChainOfItsOperators(DataType type) {
    long[] sizes = {1, 2, 5, 4};
    Tensor q = Values.fractions(type, sizes, random(1, 40));
    Tensor k = Values.fractions(type, sizes, random(2, 40));
    Tensor v = Values.fractions(type, sizes, random(3, 40));
    Tensor mask = Values.fractions(type, new long[] {5, 5}, random(4, 25));
    for (Backend backend : Backend.values()) {
      OneNode whole = OneNode.of("Attention", 23).with("softcap", 2f).with("scale", 0.3f);
      whole.input(q).input(k).input(v).input(mask).output(type);
      Tensor half = Values.fractions(type, new long[0], Math.sqrt(0.3f));
      Tensor cap = Values.fractions(type, new long[0], 2);
      Tensor keys =
          run(OneNode.of("Transpose", 13).with("perm", 0L, 1L, 3L, 2L).input(k), type, backend);
      Tensor scores =
          run(
              OneNode.of("MatMul", 13)
                  .input(run(OneNode.of("Mul", 14).input(q).input(half), type, backend))
                  .input(run(OneNode.of("Mul", 14).input(keys).input(half), type, backend)),
              type,
              backend);
      Tensor divided = run(OneNode.of("Div", 14).input(scores).input(cap), type, backend);
      Tensor bent = run(OneNode.of("Tanh", 13).input(divided), type, backend);
      Tensor capped = run(OneNode.of("Mul", 14).input(bent).input(cap), type, backend);
      Tensor masked = run(OneNode.of("Add", 14).input(capped).input(mask), type, backend);
      Tensor shares = run(OneNode.of("Softmax", 13).input(masked), type, backend);
      OneNode last = OneNode.of("MatMul", 13).input(shares).input(v).output(type);
      Answer expected = last.run(backend).getFirst();
      whole.run(backend).getFirst().assertIs(expected, 0, type + " on " + backend);
    }
  }

  private static Tensor run(OneNode node, DataType type, Backend backend) {
    List<Answer> answers = node.output(type).run(backend);
    Answer answer = answers.getFirst();
    return Values.fractions(type, answer.sizes(), answer.fractions());
  }

  /** A softmax in float of scores in bfloat16 differs from one in bfloat16. */
  @ParameterizedTest
  @EnumSource(Backend.class)
  void softmaxInAnotherPrecision(Backend backend) {
    long[] one = {1, 1, 1, 1};
    long[] three = {1, 1, 3, 1};
    OneNode node = OneNode.of("Attention", 23).with("scale", 1f).with("softmax_precision", 1L);
    node.input(Values.fractions(DataType.BFLOAT16, one, 1))
        .input(Values.fractions(DataType.BFLOAT16, three, 1, 0.5, 0))
        .input(Values.fractions(DataType.BFLOAT16, three, 0, 0, 1))
        .output(DataType.BFLOAT16);
    node.run(backend)
        .getFirst()
        .assertIs(
            Answer.fractions(DataType.BFLOAT16, 0.1865234375).shaped(1, 1, 1, 1),
            0,
            "softmax in float on " + backend);
  }
}
