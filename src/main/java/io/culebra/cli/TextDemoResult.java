package io.culebra.cli;

import java.util.List;

/**
 * What the demo shows.
 *
 * @param sentences the sentences
 * @param similarities a row per sentence: its cosine with every sentence
 * @param times how long each backend took for all sentences together
 */
record TextDemoResult(
    List<String> sentences, List<List<Double>> similarities, List<BackendTime> times) {
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
