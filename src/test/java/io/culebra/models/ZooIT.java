package io.culebra.models;

import io.culebra.Backend;
import io.culebra.nn.Network;
import io.culebra.nn.zoo.BERT;
import io.culebra.nn.zoo.BiLSTMTagger;
import io.culebra.nn.zoo.DenseNet121;
import io.culebra.nn.zoo.GPT2;
import io.culebra.nn.zoo.GRULanguageModel;
import io.culebra.nn.zoo.GoogLeNet;
import io.culebra.nn.zoo.InceptionV3;
import io.culebra.nn.zoo.MobileNetV2;
import io.culebra.nn.zoo.ResNet;
import io.culebra.nn.zoo.SqueezeNet;
import io.culebra.nn.zoo.Transformer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The deep networks of the zoo, whole but for the size of the pictures. */
@Timeout(600)
class ZooIT {
  static List<Arguments> networksAndBackends() {
    List<Network> networks =
        List.of(
            GoogLeNet.create(96, 1000),
            InceptionV3.create(107, 1000),
            ResNet.create("resnet-18", List.of(2, 2, 2, 2), false, 96, 1000),
            ResNet.create("resnet-50", List.of(3, 4, 6, 3), true, 96, 1000),
            MobileNetV2.create(96, 1000),
            DenseNet121.create(96, 1000),
            SqueezeNet.create(96, 1000),
            BERT.createMini(),
            Transformer.createBase(),
            GPT2.create("gpt-2-narrow", new GPT2.Sizes(9001, 1024, 12, 384, 6)));
    List<Arguments> all = new ArrayList<>();
    for (Network network : networks) {
      for (Backend backend : List.of(Backend.VECTOR, Backend.ONEDNN, Backend.AUTO)) {
        all.add(Arguments.argumentSet(network.name() + " on " + backend, network, backend));
      }
    }
    return all;
  }

  static List<Arguments> recurrentNetworksAndBackends() {
    List<Arguments> all = new ArrayList<>();
    for (Network network : List.of(BiLSTMTagger.create(), GRULanguageModel.create())) {
      for (Backend backend : Backend.values()) {
        all.add(Arguments.argumentSet(network.name() + " on " + backend, network, backend));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("recurrentNetworksAndBackends")
  void givesTheAnswersOfOnnxRuntimeAtEveryLength(Network network, Backend backend)
      throws Exception {
    BuiltComparison.check(network, backend, List.of(1, 7, 100), 1, 3);
  }

  @ParameterizedTest
  @MethodSource("networksAndBackends")
  void givesTheAnswersOfOnnxRuntime(Network network, Backend backend) throws Exception {
    BuiltComparison.check(network, backend, 1, 3);
  }
}
