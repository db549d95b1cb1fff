package io.culebra.nn.generate;

import io.culebra.Session;
import io.culebra.TensorInfo;
import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One sequence on its way through a model: what has been read, and the scores behind it. */
final class Decoder implements AutoCloseable {
  private static final String IDS = "ids";
  private static final String START = "start";
  private static final String LOGITS = "logits";
  private static final int LONGEST_PIECE = 128;

  private final Session session;
  private final int longest;
  private final KeyValueCache cache;
  private final Tensor start = Tensor.allocate(DataType.INT64, Shape.of(1));
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();
  private @Nullable Tensor ids;
  private @Nullable Tensor logits;
  private int piece;
  private int room;
  private int length;
  private int lastRow;

  Decoder(Session session, int longest) {
    this.session = session;
    this.longest = longest;
    this.cache = new KeyValueCache(session.inputs());
  }

  /** How many tokens have been read. */
  int length() {
    return length;
  }

  /** Reads tokens, in pieces whose lengths are powers of two where there is room for that. */
  void read(int... tokens) {
    for (int from = 0; from < tokens.length; from += LONGEST_PIECE) {
      int count = Math.min(tokens.length - from, LONGEST_PIECE);
      int padded = KeyValueCache.ceilingPowerOfTwo(count);
      prepare(length + padded <= longest ? padded : count);
      Tensor indices = Objects.requireNonNull(ids);
      for (int i = 0; i < piece; i++) {
        long token = i < count ? tokens[from + i] : 0;
        indices.segment().setAtIndex(ValueLayout.JAVA_LONG, i, token);
      }
      start.segment().set(ValueLayout.JAVA_LONG, 0, length);
      session.run(inputs, outputs);
      length += count;
      lastRow = count - 1;
    }
  }

  /** Makes room for a piece, and sets the tensors up that a run of this length takes. */
  private void prepare(int wanted) {
    cache.reserve(length + wanted, length, longest);
    if (wanted == piece && cache.room() == room) {
      return;
    }
    closeTensors();
    piece = wanted;
    room = cache.room();
    Tensor indices = Tensor.allocate(DataType.INT64, Shape.of(1, piece));
    ids = indices;
    inputs.put(IDS, indices);
    inputs.put(START, start);
    cache.addTo(inputs, outputs);
    Tensor scores = Tensor.allocate(DataType.FLOAT, shapeOfLogits());
    logits = scores;
    outputs.put(LOGITS, scores);
  }

  private Shape shapeOfLogits() {
    Map<String, Shape> shapes = new HashMap<>();
    inputs.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    for (TensorInfo info : session.outputs(shapes)) {
      Shape shape = info.type().shape();
      if (info.name().equals(LOGITS) && shape != null && shape.rank() == 3) {
        return shape;
      }
    }
    throw new InvalidModelException("the model's logits are not batch x length x words");
  }

  /** How many tokens the model knows, once it has read one. */
  int words() {
    return Math.toIntExact(Objects.requireNonNull(logits).shape().size(2));
  }

  /** The token that follows what has been read. */
  int choose(Sampler sampler) {
    Tensor scores = Objects.requireNonNull(logits);
    return sampler.choose(scores.segment(), (long) lastRow * words(), words());
  }

  private void closeTensors() {
    if (ids != null) {
      ids.close();
    }
    if (logits != null) {
      logits.close();
    }
  }

  @Override
  public void close() {
    closeTensors();
    start.close();
    cache.close();
  }
}
