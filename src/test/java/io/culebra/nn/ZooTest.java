package io.culebra.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Model;
import io.culebra.nn.zoo.GPT2;
import io.culebra.nn.zoo.Zoo;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZooTest {
  /** What the papers or torchvision publish, and thousands of multiply-adds at batch 1. */
  @ParameterizedTest
  @CsvSource({
    "lenet-5, 61706",
    "alexnet, 61100840",
    "vgg-16, 138357544",
    "vgg-19, 143667240",
    "googlenet, 6624904",
    "inception-v3, 23834568",
    "resnet-18, 11689512",
    "resnet-50, 25557032",
    "mobilenet-v2, 3504872",
    "densenet-121, 7978856",
    "squeezenet-1.1, 1235496",
    "bilstm-tagger, 3182617",
    "gru-lm, 5919504",
    "bert-mini, 11170560",
    "bert-base, 109482240",
    "transformer-base, 63082496",
    "gpt-2, 124439808",
    "gpt-2-cached, 124439808"
  })
  void hasThePublishedNumberOfParameters(String name, long parameters) {
    assertEquals(parameters, Zoo.create(name).parameters());
  }

  @ParameterizedTest
  @CsvSource({"resnet-50, 4.09", "vgg-16, 15.47", "mobilenet-v2, 0.30", "alexnet, 0.71"})
  void hasThePublishedNumberOfMultiplyAdds(String name, double billions) {
    assertEquals(billions, Zoo.create(name).multiplyAdds() / 1e9, 0.02);
  }

  /** The positions' shape comes from arithmetic on the length, so all shapes behind it do. */
  @Test
  void summaryCountsWhatIsComputedBehindShapeArithmetic() {
    GPT2.Sizes sizes = new GPT2.Sizes(50, 32, 2, 16, 2);
    try (Model model = GPT2.create("small", sizes).open()) {
      long perToken = 2 * 16 * (3 * 16 + 16 + 4 * 16 + 4 * 16) + 16 * 50;
      long attention = 2 * 5 * (10 * 16 + 10 * 16);
      assertEquals(
          10 * perToken + attention, model.summary(Map.of("ids", Shape.of(2, 5))).multiplyAdds());
    }
  }

  @Test
  void namesWhatThereIsWhereItIsAskedForSomethingElse() {
    Exception e = assertThrows(InvalidInputException.class, () -> Zoo.create("resnet"));
    assertTrue(String.valueOf(e.getMessage()).contains("resnet-50"), e.getMessage());
  }
}
