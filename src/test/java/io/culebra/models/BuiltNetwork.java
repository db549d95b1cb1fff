package io.culebra.models;

import io.culebra.TensorInfo;
import io.culebra.nn.Activation;
import io.culebra.nn.Add;
import io.culebra.nn.AvgPool2D;
import io.culebra.nn.BatchNorm;
import io.culebra.nn.Concat;
import io.culebra.nn.Conv1D;
import io.culebra.nn.Conv2D;
import io.culebra.nn.ConvTranspose2D;
import io.culebra.nn.Dense;
import io.culebra.nn.DepthwiseConv2D;
import io.culebra.nn.Dropout;
import io.culebra.nn.Flatten;
import io.culebra.nn.GlobalAvgPool;
import io.culebra.nn.Initializer;
import io.culebra.nn.LayerNorm;
import io.culebra.nn.MaxPool2D;
import io.culebra.nn.Multiply;
import io.culebra.nn.Network;
import io.culebra.nn.NetworkBuilder;
import io.culebra.nn.Reshape;
import io.culebra.nn.Sequential;
import io.culebra.nn.Softmax;
import io.culebra.nn.Symbol;
import io.culebra.nn.ZeroPadding;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

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
          .input(3, 12, 10)
          .add(
              Conv2D.of(16, 3)
                  .same()
                  .biasInitializer(bias)
                  .secondBias(bias)
                  .activation(Activation.relu()))
          .add(MaxPool2D.of(2).same().channelBias(bias))
          .add(Conv2D.of(8, 3).activation(Activation.relu()))
          .add(MaxPool2D.of(2).channelBias(bias))
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
  };

  /** The network. */
  abstract Network network();

  /** Seeded numbers for every input; sizes that are not known, but for the batch, are 5. */
  Map<String, Tensor> inputs(List<TensorInfo> infos, int batch, long seed) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Random random = new Random(seed);
    for (TensorInfo info : infos) {
      Shape shape = Objects.requireNonNull(info.type().shape());
      long[] sizes =
          shape.dims().stream().mapToLong(dim -> dim.isKnown() ? dim.size() : 5).toArray();
      sizes[0] = batch;
      int count = Math.toIntExact(Shape.of(sizes).elements());
      inputs.put(
          info.name(),
          info.type().dataType() == DataType.INT64
              ? Tensor.of(random.longs(count, 0, 20).toArray(), sizes)
              : Tensor.of(normal(random, count), sizes));
    }
    return inputs;
  }

  private static float[] normal(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
