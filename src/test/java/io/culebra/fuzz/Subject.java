package io.culebra.fuzz;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.UnsupportedModelException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The library on one backend: runs a case several times and tells how it went. */
final class Subject {
  private final Backend backend;

  /** How a case went. */
  enum Status {
    /** Every output is right, every time. */
    PASSED,
    /** An output is not what the oracle says. */
    WRONG,
    /** Two runs of the same gave different bits. */
    UNREPEATABLE,
    /** The library says that it does not run this. */
    REFUSED,
    /** The library says that the model or the input is wrong, which it is not. */
    INVALID,
    /** Something failed that must not. */
    CRASHED
  }

  /**
   * How a case went.
   *
   * @param status how
   * @param text why, where it did not pass
   */
  record Outcome(Status status, String text) {
    boolean isFailure() {
      return status != Status.PASSED && status != Status.REFUSED;
    }
  }

  Subject(Backend backend) {
    this.backend = backend;
  }

  Backend backend() {
    return backend;
  }

  /** Runs a case with both inputs, again in the same session, and in a fresh one. */
  Outcome run(FuzzCase fuzz, Map<String, Value> values) {
    byte[] onnx = fuzz.toBytes(values);
    SessionOptions options = SessionOptions.defaults().backend(backend).threads(fuzz.threads());
    try (Model model = Model.of(onnx)) {
      Map<String, Data> first;
      try (Session session = model.openSession(options)) {
        first = run(session, fuzz, 0);
        Map<String, Data> second = run(session, fuzz, 1);
        Map<String, Data> again = run(session, fuzz, 0);
        for (int sample = 0; sample < Value.COMPARED; sample++) {
          String difference = difference(fuzz, values, sample == 0 ? first : second, sample);
          if (!difference.isEmpty()) {
            return new Outcome(Status.WRONG, "input set " + sample + ", output " + difference);
          }
        }
        String other = unlike(first, again);
        if (!other.isEmpty()) {
          return new Outcome(Status.UNREPEATABLE, "in one session, output " + other);
        }
      }
      try (Session session = model.openSession(options)) {
        String other = unlike(first, run(session, fuzz, 0));
        if (!other.isEmpty()) {
          return new Outcome(Status.UNREPEATABLE, "in a fresh session, output " + other);
        }
      }
      return new Outcome(Status.PASSED, "");
    } catch (UnsupportedModelException e) {
      return new Outcome(Status.REFUSED, text(e));
    } catch (CulebraException e) {
      return new Outcome(
          e instanceof io.culebra.tensor.BackendException ? Status.CRASHED : Status.INVALID,
          text(e));
    } catch (RuntimeException | Error e) {
      StackTraceElement[] trace = e.getStackTrace();
      return new Outcome(Status.CRASHED, e + (trace.length == 0 ? "" : " at " + trace[0]));
    }
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage()).replace('\n', ' ').replace('\t', ' ');
  }

  private static String difference(
      FuzzCase fuzz, Map<String, Value> values, Map<String, Data> found, int sample) {
    for (String output : fuzz.outputs()) {
      Data data = found.get(output);
      Value expected = Objects.requireNonNull(values.get(output));
      String difference =
          data == null ? "is missing" : Comparison.difference(data, expected, sample);
      if (!difference.isEmpty()) {
        return output + ": " + difference;
      }
    }
    return "";
  }

  private static String unlike(Map<String, Data> one, Map<String, Data> other) {
    for (Map.Entry<String, Data> entry : one.entrySet()) {
      Data data = other.get(entry.getKey());
      if (data == null || !data.alike(entry.getValue())) {
        return entry.getKey();
      }
    }
    return "";
  }

  private static Map<String, Data> run(Session session, FuzzCase fuzz, int sample) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Map<String, Tensor> outputs = Map.of();
    try {
      fuzz.inputs(sample).forEach((name, data) -> inputs.put(name, data.toTensor()));
      outputs = session.run(inputs);
      Map<String, Data> found = new LinkedHashMap<>();
      outputs.forEach((name, tensor) -> found.put(name, Data.of(tensor)));
      return found;
    } finally {
      inputs.values().forEach(Tensor::close);
      outputs.values().forEach(Tensor::close);
    }
  }
}
