package io.culebra.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Damaged variants of a trained network, each made again by its number. */
final class DamagedModels {
  /** How many variants there are. */
  static final int COUNT = 1000;

  private static final int FIELDS = 420;
  private static final int TRUNCATED = 300;
  private static final int MOST_BYTES = 8;
  private static final String SOURCE = "models/ch_ppocr_mobile_v2.0_cls_infer.onnx";

  private final byte[] whole;
  private final ModelProto model;
  private final int[] outsideWeights;

  /** A variant: what was done, for messages, and the file. */
  record Variant(String damage, byte[] file) {}

  private DamagedModels(byte[] whole) throws IOException {
    this.whole = whole;
    this.model = ModelProto.parseFrom(whole);
    BitSet weights = new BitSet(whole.length);
    int from = 0;
    for (NodeProto node : model.getGraph().getNodeList()) {
      ByteString data = node.getAttributeCount() == 0 ? ByteString.EMPTY : bytes(node);
      int at = data.isEmpty() ? -1 : indexOf(whole, data.toByteArray(), from);
      if (at >= 0) {
        weights.set(at, at + data.size());
        from = at + data.size();
      }
    }
    weights.flip(0, whole.length);
    outsideWeights = weights.stream().toArray();
  }

  /** The variants of the direction classifier. */
  static DamagedModels ofTheDirectionClassifier() {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(SOURCE)) {
      return new DamagedModels(Objects.requireNonNull(in, SOURCE).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The network as it is. */
  byte[] whole() {
    return whole;
  }

  /** The variant of a number below {@link #COUNT}. */
  Variant variant(int number) {
    Random random = new Random(number);
    if (number < FIELDS) {
      List<FieldDamage> kinds = List.of(FieldDamage.values());
      FieldDamage damage = kinds.get(number % kinds.size());
      return new Variant(damage.name(), damage.damage(model, random).toByteArray());
    }
    if (number < FIELDS + TRUNCATED) {
      int length = cut(number - FIELDS, random);
      return new Variant("cut to " + length + " bytes", Arrays.copyOf(whole, length));
    }
    byte[] changed = whole.clone();
    int count = 1 + random.nextInt(MOST_BYTES);
    for (int i = 0; i < count; i++) {
      changed[outsideWeights[random.nextInt(outsideWeights.length)]] = (byte) random.nextInt();
    }
    return new Variant(count + " bytes changed", changed);
  }

  /** Lengths near the start, near the end and anywhere. */
  private int cut(int number, Random random) {
    return switch (number % 3) {
      case 0 -> number / 3;
      case 1 -> whole.length - 1 - number / 3;
      default -> random.nextInt(whole.length);
    };
  }

  private static ByteString bytes(NodeProto node) {
    return node.getAttribute(0).getT().getRawData();
  }

  private static int indexOf(byte[] in, byte[] what, int from) {
    for (int at = from; at <= in.length - what.length; at++) {
      if (Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
        return at;
      }
    }
    return -1;
  }
}
