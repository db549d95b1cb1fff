package io.culebra.cli;

import com.google.gson.annotations.SerializedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the demo shows.
 *
 * @param sentences the sentences
 * @param similarities a row per sentence: its cosine with every sentence
 * @param times how long each backend took for all sentences together
 */
record DemoResult(List<String> sentences, List<List<Double>> similarities, List<Time> times) {
  /**
   * How long a backend took.
   *
   * @param backend the backend
   * @param medianMillis the run in the middle of all; null where it cannot run the model
   * @param reason why it cannot, else empty
   */
  record Time(
      String backend, @SerializedName("median_ms") @Nullable Double medianMillis, String reason) {
    @Override
    public String toString() {
      return String.format(
          "%-8s %s",
          backend,
          medianMillis == null ? "cannot run: " + reason : String.format("%8.2f ms", medianMillis));
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sentences.size(); i++) {
      text.append(String.format("%3d  %s%n", i + 1, sentences.get(i)));
    }
    text.append(String.format("%nSimilarity in meaning (cosine)%n     "));
    for (int i = 0; i < sentences.size(); i++) {
      text.append(String.format("%7d", i + 1));
    }
    for (int i = 0; i < similarities.size(); i++) {
      text.append(String.format("%n%3d  ", i + 1));
      similarities.get(i).forEach(cosine -> text.append(String.format("%7.2f", cosine)));
    }
    text.append(String.format("%n%nTime for all of them (median)%n"));
    times.forEach(time -> text.append(time).append(System.lineSeparator()));
    return text.toString().stripTrailing();
  }
}
