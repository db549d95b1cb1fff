package io.culebra.perf.worker;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.culebra.perf.data.ElementType;
import io.culebra.perf.data.RawTensor;
import io.culebra.perf.engine.Contender;
import java.util.Base64;
import java.util.List;

/** What a worker is asked and what it answers, as one line of JSON. */
sealed interface Message {

  /** Asks to load a model and to run it once on these inputs. Answer: {@link Opened}. */
  record Open(Contender contender, String model, List<Elements> inputs) implements Message {}

  /** The time until the model was loaded, and of the run that followed. */
  record Opened(long loadNanos, long firstNanos) implements Message {}

  /**
   * Asks for the outputs of a run of a model, which need not be the one that is open, on these
   * inputs. Answer: {@link Outputs}.
   */
  record Answer(String model, List<Elements> inputs) implements Message {}

  /** Output tensors in the model's order. */
  record Outputs(List<Elements> tensors) implements Message {}

  /** Asks one caller to run for some time, and at least so often. Answer: {@link Samples}. */
  record Time(double seconds, int leastRuns) implements Message {}

  /** The duration of each run. */
  record Samples(long[] nanos) implements Message {}

  /** Asks several callers to run at once for some time. Answer: {@link Done}. */
  record Throng(int callers, double seconds) implements Message {}

  /** How many runs all callers finished in how much time. */
  record Done(long runs, long nanos) implements Message {}

  /**
   * Asks what a run allocates on the heap and how much memory the process had. Answer: {@link
   * Used}.
   */
  record Memory(int runs) implements Message {}

  /**
   * Memory of the worker.
   *
   * @param peakBytes the largest resident set of the process; -1 where the system does not tell
   * @param allocatedPerRun heap bytes that all threads allocated per run
   */
  record Used(long peakBytes, double allocatedPerRun) implements Message {}

  /** Asks where the time of a run goes. Answer: {@link Operators}. */
  record Profile(int runs) implements Message {}

  /** The steps by operator; empty if the engine does not tell. */
  record Operators(List<StepGroup> groups) implements Message {}

  /** Asks to measure for some time how the model is run best. Answer: {@link Tuned}. */
  record Tune(double seconds) implements Message {}

  /** That has been done. */
  record Tuned() implements Message {}

  /** The answer to anything that could not be done. */
  record Failed(String reason) implements Message {}

  /** A tensor in a line of text. */
  record Elements(String name, ElementType type, long[] dims, String base64) {

    static Elements of(RawTensor tensor) {
      byte[] bytes = new byte[tensor.data().capacity()];
      tensor.data().get(0, bytes);
      String base64 = Base64.getEncoder().encodeToString(bytes);
      return new Elements(tensor.name(), tensor.type(), tensor.dims(), base64);
    }

    RawTensor tensor() {
      RawTensor tensor = RawTensor.zeros(name, type, dims);
      tensor.data().put(0, Base64.getDecoder().decode(base64));
      return tensor;
    }
  }

  /** What every line of a message begins with; an engine may print other lines in between. */
  String MARK = "culebra-perf ";

  /** The message as a line, without its end. */
  default String line() {
    JsonObject line = new JsonObject();
    line.addProperty("message", getClass().getSimpleName());
    line.add("content", new Gson().toJsonTree(this));
    return MARK + line;
  }

  /** Reads a line that {@link #line} wrote. */
  static Message parse(String line) {
    JsonObject message = JsonParser.parseString(line.substring(MARK.length())).getAsJsonObject();
    String name = message.get("message").getAsString();
    for (Class<?> type : Message.class.getPermittedSubclasses()) {
      if (type.getSimpleName().equals(name)) {
        return (Message) new Gson().fromJson(message.get("content"), type);
      }
    }
    throw new IllegalArgumentException("unknown message " + name);
  }
}
