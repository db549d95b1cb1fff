package io.culebra.nn.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.nn.zoo.GPT2;
import io.culebra.nn.zoo.LeNet5;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
  private static final int LONGEST = 300;
  private static final int WORDS = 60;
  private static final GPT2.Sizes SIZES = new GPT2.Sizes(WORDS, LONGEST, 2, 32, 2);
  private static final Model CACHED = GPT2.createCached("cached", SIZES).open();
  private static final Model PLAIN = GPT2.create("plain", SIZES).open();

  @AfterAll
  static void close() {
    CACHED.close();
    PLAIN.close();
  }

  private static Generator generator(Backend backend) {
    return new Generator(CACHED, LONGEST, SessionOptions.defaults().backend(backend).threads(1));
  }

  private static int[] prompt(int length) {
    return IntStream.range(0, length).map(i -> (7 * i + 3) % WORDS).toArray();
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void twoHundredTokensMakeOnePlanForEachRoom(Backend backend) {
    try (Generator generator = generator(backend)) {
      Generation made = generator.generate(prompt(1), GenerationOptions.greedy(200));
      assertEquals(200, made.tokens().size());
      assertEquals(Generation.End.MAX_TOKENS, made.end());
      assertEquals(List.of(64, 128, 256).size(), generator.plansMade());
      assertEquals(made, generator.generate(prompt(1), GenerationOptions.greedy(200)));
      assertEquals(3, generator.plansMade());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 65, 130, 299})
  void greedyTokensAreTheBestOfTheWholeSequence(int length) {
    try (Generator generator = generator(Backend.AUTO);
        Session plain = PLAIN.openSession()) {
      List<Integer> made = generator.generate(prompt(length), GenerationOptions.greedy(4)).tokens();
      List<Integer> sequence = new ArrayList<>();
      Arrays.stream(prompt(length)).forEach(sequence::add);
      for (int token : made) {
        float[] scores = lastScores(plain, sequence);
        for (float score : scores) {
          assertTrue(score <= scores[token] + 1e-4, "token " + token + " behind " + sequence);
        }
        sequence.add(token);
      }
      assertEquals(Math.min(4, LONGEST + 1 - length), made.size());
    }
  }

  private static float[] lastScores(Session plain, List<Integer> sequence) {
    long[] ids = sequence.stream().mapToLong(Integer::longValue).toArray();
    try (Tensor x = Tensor.of(ids, 1, ids.length);
        Tensor logits = Objects.requireNonNull(plain.run(Map.of("ids", x)).get("logits"))) {
      float[] all = logits.toFloatArray();
      return Arrays.copyOfRange(all, all.length - WORDS, all.length);
    }
  }

  @Test
  void theSameSeedGivesTheSameText() {
    try (Generator generator = generator(Backend.AUTO)) {
      GenerationOptions one = GenerationOptions.sampling(40, 1).topK(20).topP(0.9);
      List<Integer> first = generator.generate(prompt(3), one).tokens();
      assertEquals(first, generator.generate(prompt(3), one).tokens());
      GenerationOptions other = GenerationOptions.sampling(40, 2).topK(20).topP(0.9);
      assertNotEquals(first, generator.generate(prompt(3), other).tokens());
      assertEquals(
          generator.generate(prompt(3), GenerationOptions.greedy(40)),
          generator.generate(prompt(3), one.topK(1)));
    }
  }

  @Test
  void endsWhereItIsTold() {
    try (Generator generator = generator(Backend.AUTO)) {
      GenerationOptions options = GenerationOptions.sampling(50, 9);
      List<Integer> whole = generator.generate(prompt(2), options).tokens();
      int stop = whole.get(10);
      Generation stopped = generator.generate(prompt(2), options.stopAt(stop, WORDS + 5));
      assertEquals(whole.subList(0, whole.indexOf(stop) + 1), stopped.tokens());
      assertEquals(Generation.End.STOP_TOKEN, stopped.end());
      List<Integer> heard = new ArrayList<>();
      Generation left =
          generator.generate(
              prompt(2),
              options,
              token -> {
                heard.add(token);
                return heard.size() < 5;
              });
      assertEquals(whole.subList(0, 5), left.tokens());
      assertEquals(heard, left.tokens());
      assertEquals(Generation.End.LISTENER, left.end());
      Generation full = generator.generate(prompt(290), GenerationOptions.greedy(1000));
      assertEquals(Generation.End.LONGEST_SEQUENCE, full.end());
      assertEquals(11, full.tokens().size());
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    try (Generator generator = generator(Backend.AUTO)) {
      GenerationOptions options = GenerationOptions.greedy(3);
      assertThrows(InvalidInputException.class, () -> generator.generate(new int[0], options));
      assertThrows(
          InvalidInputException.class, () -> generator.generate(prompt(LONGEST + 1), options));
      for (int token : new int[] {-1000, WORDS, Integer.MAX_VALUE}) {
        assertThrows(CulebraException.class, () -> generator.generate(new int[] {token}, options));
      }
    }
    Generator closed = generator(Backend.AUTO);
    closed.close();
    assertThrows(
        ClosedException.class, () -> closed.generate(prompt(1), GenerationOptions.greedy(1)));
    assertThrows(InvalidInputException.class, () -> GenerationOptions.greedy(0));
    for (double number : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(
          InvalidInputException.class, () -> GenerationOptions.sampling(1, 0).temperature(number));
    }
    for (double number : new double[] {0, 1.5, Double.NaN}) {
      assertThrows(
          InvalidInputException.class, () -> GenerationOptions.sampling(1, 0).topP(number));
    }
    assertThrows(InvalidInputException.class, () -> GenerationOptions.sampling(1, 0).topK(-1));
    try (Model other = LeNet5.create().open()) {
      assertThrows(
          InvalidModelException.class, () -> new Generator(other, 10, SessionOptions.defaults()));
    }
  }

  @Test
  void choicesFollowTheProbabilities() {
    float[] scores = {1, 3, 2, -50, 3};
    try (Tensor tensor = Tensor.of(scores, 5)) {
      int draws = 20_000;
      int[] all = count(tensor, GenerationOptions.sampling(1, 4), draws);
      double sum = 0;
      for (float score : scores) {
        sum += Math.exp(score);
      }
      for (int i = 0; i < scores.length; i++) {
        assertEquals(Math.exp(scores[i]) / sum, all[i] / (double) draws, 0.015);
      }
      assertEquals(Set.of(1, 4), chosen(count(tensor, sampling().topK(2), draws)));
      assertEquals(Set.of(1, 2, 4), chosen(count(tensor, sampling().topK(3), draws)));
      assertEquals(Set.of(1, 4), chosen(count(tensor, sampling().topP(0.7), draws)));
      assertEquals(Set.of(1), chosen(count(tensor, sampling().topP(0.01), draws)));
      assertEquals(Set.of(1), chosen(count(tensor, sampling().temperature(0), draws)));
      int[] cold = count(tensor, sampling().temperature(0.2), draws);
      assertEquals(0.5, cold[1] / (double) draws, 0.02);
    }
  }

  private static GenerationOptions sampling() {
    return GenerationOptions.sampling(1, 6);
  }

  private static int[] count(Tensor scores, GenerationOptions options, int draws) {
    int words = (int) scores.shape().elements();
    Sampler sampler = new Sampler(options, words);
    int[] counts = new int[words];
    for (int i = 0; i < draws; i++) {
      counts[sampler.choose(scores.segment(), 0, words)]++;
    }
    return counts;
  }

  private static Set<Integer> chosen(int[] counts) {
    Set<Integer> chosen = new HashSet<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        chosen.add(i);
      }
    }
    return chosen;
  }
}
