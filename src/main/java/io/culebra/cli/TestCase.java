package io.culebra.cli;

import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.StepInfo;
import io.culebra.TensorFile;
import io.culebra.TensorInfo;
import io.culebra.tensor.CulebraException;
import io.culebra.tensor.DataType;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** One of ONNX's test cases: a folder with a model and sets of inputs and expected outputs. */
final class TestCase {
  /** The file that makes a folder a test case. */
  static final String MODEL = "model.onnx";

  private static final String DATA_SET = "test_data_set_";

  /** How a case ended. */
  enum Status {
    /** Every output is as expected. */
    PASS,
    /** An output is not as expected. */
    WRONG,
    /** The library says that it cannot run it. */
    UNSUPPORTED,
    /** Something failed that is not of the library's own exceptions. */
    CRASH
  }

  /**
   * How a case ended.
   *
   * @param name the name of the folder
   * @param status how it ended
   * @param reason why, where it did not pass; else empty
   * @param elsewhere the nodes that another backend ran than the one that was asked for
   */
  record Result(String name, Status status, String reason, List<String> elsewhere) {
    /** The same in lower case, for JSON. */
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("status", status.name().toLowerCase(Locale.ROOT));
      map.put("reason", reason);
      map.put("elsewhere", elsewhere);
      return map;
    }

    @Override
    public String toString() {
      return status.name().toLowerCase(Locale.ROOT) + " " + name + ": " + reason;
    }
  }

  private final Path folder;
  private final SessionOptions options;
  private final List<String> elsewhere = new ArrayList<>();

  TestCase(Path folder, SessionOptions options) {
    this.folder = folder;
    this.options = options;
  }

  /** Runs every data set up to the first that does not pass. */
  Result run() {
    try (Model model = Model.load(folder.resolve(MODEL));
        Session session = model.openSession(options)) {
      List<Path> dataSets = dataSets();
      if (dataSets.isEmpty()) {
        return result(Status.UNSUPPORTED, "the folder has no " + DATA_SET + "N to compare with");
      }
      for (Path dataSet : dataSets) {
        String difference = difference(session, dataSet);
        if (!difference.isEmpty()) {
          return result(Status.WRONG, dataSet.getFileName() + ": " + difference);
        }
      }
      return result(Status.PASS, "");
    } catch (CulebraException | IOException e) {
      return result(Status.UNSUPPORTED, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return result(Status.CRASH, e.toString());
    }
  }

  private Result result(Status status, String reason) {
    return new Result(String.valueOf(folder.getFileName()), status, reason, List.copyOf(elsewhere));
  }

  private List<Path> dataSets() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> String.valueOf(entry.getFileName()).startsWith(DATA_SET))
          .sorted()
          .toList();
    }
  }

  private String difference(Session session, Path dataSet) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Map<String, Tensor> outputs = Map.of();
    try {
      List<TensorInfo> infos = new ArrayList<>(session.inputs());
      infos.addAll(session.optionalInputs());
      for (TensorInfo info : infos) {
        Path file = dataSet.resolve("input_" + inputs.size() + ".pb");
        if (inputs.size() >= session.inputs().size() && !Files.exists(file)) {
          break;
        }
        inputs.put(info.name(), read(file, info.type().dataType()));
      }
      outputs = session.run(inputs);
      noteElsewhere(session, inputs);
      int i = 0;
      for (TensorInfo info : session.outputs()) {
        Tensor found = outputs.get(info.name());
        Path file = dataSet.resolve("output_" + i++ + ".pb");
        try (Tensor expected = read(file, info.type().dataType())) {
          String difference =
              found == null ? "it was not computed" : Agreement.difference(found, expected);
          if (!difference.isEmpty()) {
            return "output '" + info.name() + "': " + difference;
          }
        }
      }
      return "";
    } finally {
      inputs.values().forEach(Tensor::close);
      outputs.values().forEach(Tensor::close);
    }
  }

  /** A tensor of a data set. Older sets keep bfloat16 as the 16 bits that it has. */
  private static Tensor read(Path file, DataType declared) {
    Tensor tensor = TensorFile.read(file);
    if (declared != DataType.BFLOAT16 || tensor.dataType() != DataType.UINT16) {
      return tensor;
    }
    try (tensor) {
      return Tensor.copyOf(tensor.segment(), declared, tensor.shape());
    }
  }

  /** Which nodes ran on another backend; portable implementations belong to every backend. */
  private void noteElsewhere(Session session, Map<String, Tensor> inputs) {
    for (StepInfo step : session.trace(inputs)) {
      String backend = step.backend();
      boolean fast =
          backend.equals(Backend.VECTOR.label()) || backend.equals(Backend.ONEDNN.label());
      boolean wanted =
          options.backend() == Backend.AUTO ? fast : backend.equals(options.backend().label());
      if (!wanted && !backend.equals("portable")) {
        elsewhere.add(
            step.operator()
                + " '"
                + step.node()
                + "' ran as "
                + step.implementation()
                + ": "
                + step.refusals());
      }
    }
  }
}
