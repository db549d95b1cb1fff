package io.culebra.nn.generate;

import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.TensorInfo;
import io.culebra.tensor.BackendException;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.MemoryLimitException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes text with a language model that has a key-value cache, such as {@link
 * io.culebra.nn.zoo.GPT2#createSmallCached}: the prompt goes through the model in pieces, then one
 * token after another.
 *
 * <p>The model takes {@code ids}, 1 x T, int64; {@code start}, 1, int64, the tokens before these;
 * and caches {@code past_*}, 1 x room x size, float32; it gives {@code logits}, 1 x T x words, and
 * the caches as {@code present_*}, the new rows at {@code start}. Any ONNX file of this form will
 * do.
 *
 * <p>The room of the caches is the least power of two, from 64 on, that holds the sequence, or the
 * longest sequence where that is less: so the session makes one plan for each such room, and one
 * for each length of a piece of the prompt, which is a power of two up to 128 as well. In the room
 * rows are written in place; kernels see as many as there are.
 *
 * <p>For many threads, which take turns: a text is made from beginning to end before the next. To
 * make several at once, open several generators of one model; they share its packed weights.
 */
public final class Generator implements AutoCloseable {
  private final Session session;
  private final int longest;
  private boolean closed;

  /**
   * A generator with a session of its own.
   *
   * @param longest the most tokens of a sequence, the prompt included, that the model has places
   *     for
   * @throws InvalidModelException if the model's inputs and outputs are not those of this class
   */
  public Generator(Model model, int longest, SessionOptions options) {
    if (longest < 1) {
      throw new InvalidInputException("a longest sequence of " + longest);
    }
    requireForm(model);
    this.longest = longest;
    this.session = model.openSession(options);
  }

  private static void requireForm(Model model) {
    Set<String> inputs = names(model.inputs());
    Set<String> wanted = new HashSet<>(Set.of("logits"));
    for (String name : inputs) {
      if (name.startsWith("past_")) {
        wanted.add("present_" + name.substring("past_".length()));
      }
    }
    Set<String> others = new HashSet<>(inputs);
    others.removeIf(name -> name.startsWith("past_"));
    if (!others.equals(Set.of("ids", "start")) || !names(model.outputs()).equals(wanted)) {
      throw new InvalidModelException(
          "a model that makes text takes ids, start and past_*, and gives logits and present_*;"
              + " this one takes "
              + inputs
              + " and gives "
              + names(model.outputs()));
    }
  }

  private static Set<String> names(List<TensorInfo> infos) {
    return infos.stream().map(TensorInfo::name).collect(Collectors.toSet());
  }

  /** As {@link #generate(int[], GenerationOptions, IntPredicate)}, with nobody listening. */
  public Generation generate(int[] prompt, GenerationOptions options) {
    return generate(prompt, options, token -> true);
  }

  /**
   * The tokens that follow a prompt.
   *
   * @param prompt at least one token
   * @param listener told each token as soon as it is made; false ends it
   * @throws InvalidInputException if the prompt is empty, longer than the longest sequence, or has
   *     a token that the model does not know
   * @throws ClosedException if this has been closed
   * @throws MemoryLimitException if there is no memory for the caches
   * @throws BackendException if a backend fails
   */
  public synchronized Generation generate(
      int[] prompt, GenerationOptions options, IntPredicate listener) {
    if (prompt.length < 1 || prompt.length > longest) {
      throw new InvalidInputException(
          "a prompt of " + prompt.length + " tokens; it has 1 to " + longest);
    }
    if (closed) {
      throw new ClosedException("the generator has been closed");
    }
    List<Integer> made = new ArrayList<>();
    try (Decoder decoder = new Decoder(session, longest)) {
      decoder.read(prompt);
      Sampler sampler = new Sampler(options, decoder.words());
      while (true) {
        int token = decoder.choose(sampler);
        made.add(token);
        boolean wanted = listener.test(token);
        Generation.End end = end(token, made.size(), decoder.length(), wanted, options);
        if (end != null) {
          return new Generation(made, end);
        }
        decoder.read(token);
      }
    }
  }

  private Generation.@Nullable End end(
      int token, int made, int length, boolean wanted, GenerationOptions options) {
    if (options.stopTokens().contains(token)) {
      return Generation.End.STOP_TOKEN;
    }
    if (!wanted) {
      return Generation.End.LISTENER;
    }
    if (made == options.maxTokens()) {
      return Generation.End.MAX_TOKENS;
    }
    return length == longest ? Generation.End.LONGEST_SEQUENCE : null;
  }

  /** How many plans have been made: one for each room and for each length of a piece. */
  public long plansMade() {
    return session.plansMade();
  }

  /**
   * Ends the text that is being made, whose caller gets a {@link ClosedException}, and gives
   * everything back. Returns when that is done, also where another thread does it.
   *
   * @throws IllegalStateException if this is called by the listener, which ends a text by returning
   *     false; then nothing has been closed
   */
  @Override
  public void close() {
    if (Thread.holdsLock(this)) {
      throw new IllegalStateException("a generator cannot be closed by its own listener");
    }
    session.close();
    synchronized (this) {
      // Whoever made a text has closed its tensors when he lets go of the lock.
      closed = true;
    }
  }
}
