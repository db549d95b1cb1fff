package io.culebra.models;

import io.culebra.nn.Activation;
import io.culebra.nn.Add;
import io.culebra.nn.AvgPool2D;
import io.culebra.nn.BatchNorm;
import io.culebra.nn.BlurPool2D;
import io.culebra.nn.Concat;
import io.culebra.nn.Conv1D;
import io.culebra.nn.Conv2D;
import io.culebra.nn.ConvTranspose2D;
import io.culebra.nn.Dense;
import io.culebra.nn.DepthwiseConv2D;
import io.culebra.nn.Dropout;
import io.culebra.nn.Embedding;
import io.culebra.nn.Flatten;
import io.culebra.nn.GRU;
import io.culebra.nn.GlobalAvgPool;
import io.culebra.nn.Initializer;
import io.culebra.nn.LSTM;
import io.culebra.nn.LayerNorm;
import io.culebra.nn.MaxPool2D;
import io.culebra.nn.Merge;
import io.culebra.nn.MultiHeadAttention;
import io.culebra.nn.MultiScaleConv2D;
import io.culebra.nn.Multiply;
import io.culebra.nn.Network;
import io.culebra.nn.NetworkBuilder;
import io.culebra.nn.PaddingMask;
import io.culebra.nn.PositionalEncoding;
import io.culebra.nn.Reshape;
import io.culebra.nn.SelectPlace;
import io.culebra.nn.Sequential;
import io.culebra.nn.SimpleRNN;
import io.culebra.nn.Softmax;
import io.culebra.nn.Symbol;
import io.culebra.nn.TransformerDecoderBlock;
import io.culebra.nn.TransformerEncoderBlock;
import io.culebra.nn.ZeroPadding;
import io.culebra.nn.zoo.AlexNet;
import io.culebra.nn.zoo.BERT;
import io.culebra.nn.zoo.ImprovedCNN;
import io.culebra.nn.zoo.LeNet5;
import io.culebra.nn.zoo.ResNet;
import io.culebra.nn.zoo.Transformer;
import io.culebra.nn.zoo.VGG;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.Shape;
import java.util.List;

/** Networks that use every layer of the builder. */
enum BuiltNetwork {
  /** Convolutions and poolings of every kind of padding, and a dense layer behind a Flatten. */
  IMAGES {
    @Override
    Network network() {
      return new Sequential("images", 5)
          .input(3, 19, 17)
          .add(Conv2D.of(12, 3).same().stride(2).activation(Activation.relu()))
          .add(Conv2D.of(12, 3, 1).padding(1, 0).groups(3).withoutBias())
          .add(new BatchNorm().epsilon(1e-3f))
          .add(Activation.hardSwish())
          .add(ZeroPadding.of(1, 2))
          .add(DepthwiseConv2D.of(3).multiplier(2).dilation(2).activation(Activation.relu6()))
          .add(MaxPool2D.of(3).stride(2).same())
          .add(ConvTranspose2D.of(10, 2).stride(2).activation(Activation.swish()))
          .add(AvgPool2D.of(2).stride(1).padding(1))
          .add(new Dropout())
          .add(new Flatten())
          .add(Dense.of(9).activation(Activation.tanh()))
          .add(Reshape.of(3, -1))
          .add(new Softmax())
          .build();
    }
  },

  /** Second biases, and a bias within the maximum of a pooling. */
  IMPROVED_OPERATORS {
    @Override
    Network network() {
      Initializer bias = Initializer.uniform(-0.5f, 0.5f);
      return new Sequential("improved", 6)
          .input(3, 18, 16)
          .add(
              Conv2D.of(16, 3)
                  .same()
                  .biasInitializer(bias)
                  .secondBias(bias)
                  .activation(Activation.relu()))
          .add(new BlurPool2D())
          .add(MaxPool2D.of(2).stride(1).same().channelBias(bias))
          .add(Conv2D.of(8, 3).activation(Activation.relu()))
          .add(MaxPool2D.of(2).channelBias(bias))
          .add(MultiScaleConv2D.of(5, 1, 3).activation(Activation.relu()))
          .add(MaxPool2D.of(2).stride(1).channelBias(bias))
          .add(new Flatten())
          .add(Dense.of(7).biasInitializer(bias).secondBias(bias))
          .build();
    }
  },

  /** Branches that meet by sum, product and concatenation. */
  BRANCHES {
    @Override
    Network network() {
      NetworkBuilder net = new NetworkBuilder("branches", 7);
      Symbol x = net.input("x", 4, 9, 11);
      Symbol a = x.then(Conv2D.of(6, 1).activation(Activation.leakyRelu(0.1f)));
      Symbol b = x.then(Conv2D.of(6, 3).same().activation(Activation.sigmoid()));
      Symbol c = x.then(Conv2D.of(6, 5).same().activation(Activation.gelu()));
      Symbol sum = new Add().apply(a, b, c);
      Symbol gated = new Multiply().apply(sum, b);
      Symbol all = new Concat().apply(sum, gated, x);
      Symbol pooled = all.then(new GlobalAvgPool()).then(Dense.of(5).named("pooled"));
      return net.build(pooled, all);
    }
  },

  /** Signals, with dense layers and normalisation along the last axis. */
  SIGNALS {
    @Override
    Network network() {
      return new Sequential("signals", 8)
          .input(4, 40)
          .add(Conv1D.of(8, 5).same().activation(Activation.elu(1)))
          .add(Conv1D.of(8, 3).stride(2).activation(Activation.mish()))
          .add(Dense.of(12).activation(Activation.softplus()))
          .add(new LayerNorm())
          .add(Dense.of(6))
          .build();
    }
  },

  /** Encoder blocks of both orders, causal and cross attention, sinusoids, an embedding. */
  ATTENTION {
    @Override
    Network network() {
      NetworkBuilder net = new NetworkBuilder("attention", 9);
      Shape any = Shape.of(List.of(Dim.symbol("N"), Dim.symbol("T")));
      Symbol x =
          net.input("ids", DataType.INT64, any)
              .then(Embedding.of(20, 16).initializer(Initializer.normal(1)))
              .then(PositionalEncoding.of(12))
              .then(TransformerEncoderBlock.of(4, 24))
              .then(TransformerEncoderBlock.of(2, 24).normalizeFirst())
              .then(MultiHeadAttention.of(2).causal());
      Symbol other = net.input("other", 3, 10);
      Symbol crossed = MultiHeadAttention.of(4).apply(x, other);
      return net.build(crossed.then(Dense.of(5)).then(SelectPlace.of(-1)).named("y"));
    }
  },

  /** Recurrent layers of every kind, stacked, with all states and with the last alone. */
  RECURRENT {
    @Override
    Network network() {
      NetworkBuilder net = new NetworkBuilder("recurrent", 10);
      Shape any = Shape.of(List.of(Dim.symbol("N"), Dim.symbol("T"), Dim.of(6)));
      Initializer bias = Initializer.uniform(-0.3f, 0.3f);
      Symbol x =
          net.input("x", DataType.FLOAT, any)
              .then(LSTM.of(9).returnSequences().bidirectional().biasInitializer(bias))
              .then(GRU.of(17).returnSequences().bidirectional(Merge.SUM).biasInitializer(bias))
              .then(SimpleRNN.of(8).returnSequences().activation(Activation.relu()))
              .then(GRU.of(20).resetBefore().goBackwards().returnSequences());
      Symbol last = x.then(LSTM.of(5).recurrentActivation(Activation.hardSigmoid()).withoutBias());
      Symbol both = x.then(SimpleRNN.of(7).bidirectional());
      Symbol sum = x.then(LSTM.of(12).bidirectional(Merge.SUM).withoutUnitForgetBias());
      return net.build(new Concat().apply(last, both, sum).then(Dense.of(4)), x);
    }
  },

  /** A small encoder and decoder, with a mask and one table of words. */
  TRANSFORMER {
    @Override
    Network network() {
      return Transformer.create("transformer-tiny", 20, 2, 32, 4, 48);
    }
  },

  /** Heads of queries that share keys and values, with a mask. */
  GROUPED_QUERIES {
    @Override
    Network network() {
      NetworkBuilder net = new NetworkBuilder("grouped", 10);
      Shape any = Shape.of(List.of(Dim.symbol("N"), Dim.symbol("T")));
      Symbol ids = net.input("ids", DataType.INT64, any);
      Symbol x = ids.then(Embedding.of(20, 24).initializer(Initializer.normal(1)));
      Symbol mask = ids.then(PaddingMask.of(1));
      Symbol heard = MultiHeadAttention.of(6).kvHeads(2).causal().apply(x, mask);
      Symbol one = MultiHeadAttention.of(4).kvHeads(1).apply(heard, x);
      TransformerDecoderBlock block = TransformerDecoderBlock.of(2, 16).normalizeFirst();
      return net.build(block.apply(one, x).then(Dense.of(5).named("y")));
    }
  },

  /** AlexNet's structure for small pictures. */
  ALEX_NET {
    @Override
    Network network() {
      return AlexNet.create(67, 60, 12);
    }
  },

  /** VGG's, with one convolution per block. */
  VGG_5 {
    @Override
    Network network() {
      return VGG.create("vgg-5", List.of(1, 1, 1, 1, 1), 64, 40, 12);
    }
  },

  /** Residual blocks of two convolutions. */
  RES_NET_BASIC {
    @Override
    Network network() {
      return ResNet.create("resnet-10", List.of(1, 1, 1, 1), false, 64, 12);
    }
  },

  /** Residual blocks of three convolutions. */
  RES_NET_BOTTLENECK {
    @Override
    Network network() {
      return ResNet.create("resnet-14", List.of(1, 1, 1, 1), true, 48, 12);
    }
  },

  /** The small classifier. */
  IMPROVED_CNN {
    @Override
    Network network() {
      return ImprovedCNN.create(3, 13, 18);
    }
  },

  /** The first of them all. */
  LE_NET {
    @Override
    Network network() {
      return LeNet5.create();
    }
  },

  /** A small BERT. */
  BERT_TINY {
    @Override
    Network network() {
      return BERT.create("bert-tiny", 20, 2, 128);
    }
  };

  /** The network. */
  abstract Network network();
}
