package io.culebra.nn.zoo;

import io.culebra.nn.Network;
import io.culebra.tensor.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The networks by name. Safe for use by many threads. */
public final class Zoo {
  private static final Map<String, Supplier<Network>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("improved-cnn", ImprovedCNN::create);
    ALL.put("lenet-5", LeNet5::create);
    ALL.put("alexnet", AlexNet::create);
    ALL.put("vgg-16", VGG::create16);
    ALL.put("vgg-19", VGG::create19);
    ALL.put("googlenet", GoogLeNet::create);
    ALL.put("inception-v3", InceptionV3::create);
    ALL.put("resnet-18", ResNet::create18);
    ALL.put("resnet-50", ResNet::create50);
    ALL.put("mobilenet-v2", MobileNetV2::create);
    ALL.put("densenet-121", DenseNet121::create);
    ALL.put("squeezenet-1.1", SqueezeNet::create);
    ALL.put("bilstm-tagger", BiLSTMTagger::create);
    ALL.put("gru-lm", GRULanguageModel::create);
    ALL.put("bert-mini", BERT::createMini);
    ALL.put("bert-base", BERT::createBase);
    ALL.put("transformer-base", Transformer::createBase);
    ALL.put("gpt-2", GPT2::createSmall);
    ALL.put("gpt-2-cached", GPT2::createSmallCached);
  }

  private Zoo() {}

  /** The names, in the order in which the networks are listed. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /**
   * A network with random weights, which are made when they are needed.
   *
   * @throws InvalidInputException if there is none of this name
   */
  public static Network create(String name) {
    Supplier<Network> maker = ALL.get(name);
    if (maker == null) {
      throw new InvalidInputException(
          "there is no network '" + name + "' in the zoo; it has " + names());
    }
    return maker.get();
  }
}
