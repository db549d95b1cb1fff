package io.culebra;

import io.culebra.access.ModelAccess;
import io.culebra.graph.Census;
import io.culebra.graph.Graph;
import io.culebra.graph.Inference;
import io.culebra.graph.Types;
import io.culebra.graph.Value;
import io.culebra.onnx.DefaultInputs;
import io.culebra.onnx.OnnxModel;
import io.culebra.onnx.OnnxReader;
import io.culebra.plan.MachineTimings;
import io.culebra.plan.MemoryBudget;
import io.culebra.plan.Network;
import io.culebra.plan.NetworkOptions;
import io.culebra.plan.Preparation;
import io.culebra.plan.WeightStore;
import io.culebra.select.Timings;
import io.culebra.tensor.BackendException;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.InvalidModelException;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.NativeMemory;
import io.culebra.tensor.Shape;
import io.culebra.tensor.TensorType;
import io.culebra.tensor.ThreadLimitException;
import io.culebra.tensor.UnsupportedModelException;
import io.culebra.thread.LibraryThreads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A trained network, as it was loaded. Sessions run it; they share its packed weights.
 *
 * <p>Safe for use by many threads. {@link #close} closes the sessions too. A model that nobody
 * holds any more, nor a session of it, is closed by the garbage collector.
 */
public final class Model implements AutoCloseable {
  static {
    ModelAccess.openWith(Model::new);
  }

  private final Graph graph;
  private final String producer;
  private final Map<String, Long> opsets;
  private final List<TensorInfo> inputs;
  private final List<TensorInfo> outputs;
  private final OpenNetworks networks = new OpenNetworks();
  private final List<TensorInfo> optionalInputs;
  private final DefaultInputs defaults;
  private final Map<Set<String>, OnnxModel> given = new HashMap<>();
  private final Map<Prepared, Graph> prepared = new HashMap<>();
  private final Leak leak;
  private final MemoryBudget budget;

  /**
   * What has been done to a graph.
   *
   * @param given the inputs that take the place of defaults
   * @param rewritesOff the rewrites that were left out
   */
  private record Prepared(Set<String> given, Set<String> rewritesOff) {}

  private Model(OnnxModel source) {
    this(source, budget(LoadOptions.defaults()));
  }

  private Model(OnnxModel source, MemoryBudget budget) {
    this.budget = budget;
    this.graph = source.graph();
    this.producer = source.producer();
    this.opsets = source.opsets();
    Types types = Inference.infer(graph);
    this.inputs = named(source.inputNames(), graph.inputs(), types);
    this.outputs = named(source.outputNames(), graph.outputs(), types);
    this.defaults = source.defaults();
    this.optionalInputs =
        defaults.types().entrySet().stream()
            .map(entry -> new TensorInfo(entry.getKey(), entry.getValue()))
            .toList();
    this.leak = new Leak(this, "the model '" + graph.name() + "'", networks::close);
  }

  private static MemoryBudget budget(LoadOptions options) {
    return new MemoryBudget(options.memoryLimit(), "LoadOptions.memoryLimit", null);
  }

  private static List<TensorInfo> named(List<String> names, List<Value> values, Types types) {
    List<TensorInfo> infos = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      infos.add(new TensorInfo(names.get(i), types.of(values.get(i))));
    }
    return List.copyOf(infos);
  }

  /**
   * Reads an ONNX file, of opset 7 or later. Weights stay in the file, or in files beside it that
   * it names, until they are used: the files must not change while the model is open. Only regular
   * files are opened, neither FIFOs nor devices. Files beside the model lie in its folder or below,
   * symbolic links out of it are refused; in Hugging Face's cache, where the model and they are
   * links into the same {@code blobs}, they are followed. Hard links are files like others. A model
   * in a zip file (a path of its file system) is read into native memory.
   *
   * @throws InvalidInputException if there is no such file, or it cannot be read
   * @throws InvalidModelException if it is not a valid ONNX model
   * @throws UnsupportedModelException if it uses operators that the library does not have, all of
   *     them named
   */
  public static Model load(Path file) {
    return load(file, LoadOptions.defaults());
  }

  /**
   * The same with options.
   *
   * @throws MemoryLimitException if the model needs more memory than the limit
   */
  public static Model load(Path file, LoadOptions options) {
    MemoryBudget budget = budget(options);
    return new Model(NativeMemory.counting(budget, () -> OnnxReader.read(file)), budget);
  }

  /**
   * Reads an ONNX model from memory; the array is not changed and must not be.
   *
   * @throws InvalidModelException if it is not a valid ONNX model
   * @throws UnsupportedModelException if it uses operators that the library does not have, all of
   *     them named
   */
  public static Model of(byte[] onnx) {
    return of(onnx, LoadOptions.defaults());
  }

  /**
   * The same with options.
   *
   * @throws MemoryLimitException if the model needs more memory than the limit
   */
  public static Model of(byte[] onnx, LoadOptions options) {
    MemoryBudget budget = budget(options);
    return new Model(NativeMemory.counting(budget, () -> OnnxReader.read(onnx)), budget);
  }

  /** What has to be given to a run, in the order of the model. */
  public List<TensorInfo> inputs() {
    return inputs;
  }

  /**
   * What may be given to a run besides, in the order of the model: inputs that have a default,
   * because the file has an initialiser of the same name. Empty for files of IR versions before 4,
   * which list every initialiser among the inputs: there they are constants.
   *
   * <p>A run that gives none of them finds the defaults folded and packed as all constants are.
   */
  public List<TensorInfo> optionalInputs() {
    return optionalInputs;
  }

  /** What a run gives, in the order of the model. */
  public List<TensorInfo> outputs() {
    return outputs;
  }

  /**
   * What the model consists of.
   *
   * @param shapes shapes of inputs, by name, so that multiply-adds can be counted; inputs that are
   *     not named keep the shape that the model declares
   * @throws InvalidInputException if the shapes do not fit the operators
   */
  public ModelSummary summary(Map<String, Shape> shapes) {
    Map<Value, TensorType> given = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      Shape shape = shapes.get(inputs.get(i).name());
      if (shape != null) {
        given.put(graph.inputs().get(i), new TensorType(inputs.get(i).type().dataType(), shape));
      }
    }
    try {
      Graph known = Preparation.foldShapes(graph, given);
      long multiplyAdds = Census.of(known, Inference.infer(known, given)).multiplyAdds();
      Census census = Census.of(graph, Inference.infer(graph, given));
      return ModelSummary.of(producer, opsets, census, multiplyAdds);
    } catch (InvalidModelException e) {
      // The model was found right for what it declares.
      throw new InvalidInputException(e.getMessage(), e);
    }
  }

  /**
   * Bytes of native memory that the model and its sessions hold now, as far as they count against
   * {@link LoadOptions#memoryLimit}.
   */
  public long memoryUsed() {
    return budget.used();
  }

  /** A session with {@linkplain SessionOptions#defaults default options}. */
  public Session openSession() {
    return openSession(SessionOptions.defaults());
  }

  /**
   * A session. One that is dropped without being closed is closed when the garbage collector finds
   * it; {@code -Dculebra.leaks=trace} warns then, with the place where it was opened.
   *
   * @throws ThreadLimitException if the system does not give the threads that the session and
   *     native code want; then none is left
   * @throws MemoryLimitException if the constants that are computed beforehand need more memory
   *     than the limit; it names the node
   * @throws BackendException if the backend cannot be used here, with the reason and what to do
   * @throws ClosedException if the model has been closed
   */
  public Session openSession(SessionOptions options) {
    SessionNetworks.Form usual = open(options, Set.of());
    try {
      return new Session(
          this,
          graph.name(),
          options,
          new SessionNetworks(networks, usual, names -> open(options, names)));
    } catch (RuntimeException | Error e) {
      networks.close(usual.network());
      throw e;
    }
  }

  /** The network of a session for runs that give these inputs in the place of defaults. */
  private SessionNetworks.Form open(SessionOptions options, Set<String> names) {
    List<List<TensorInfo>> takes = new ArrayList<>();
    Network network =
        networks.open(weights ->
            LibraryThreads.call(() -> {
              if (names.isEmpty()) {
                takes.add(inputs);
                return open(options, weights, names, graph);
              }
              OnnxModel source = given.computeIfAbsent(names, defaults::given);
              Graph other = source.graph();
              Types types = Inference.infer(other);
              takes.add(named(source.inputNames(), other.inputs(), types));
              return open(options, weights, names, other);
            }));
    return new SessionNetworks.Form(takes.getFirst(), network);
  }

  /** One at a time. */
  private Network open(
      SessionOptions options, WeightStore weights, Set<String> names, Graph source) {
    MemoryBudget budget =
        new MemoryBudget(options.memoryLimit(), "SessionOptions.memoryLimit", this.budget);
    Graph ready =
        prepared.computeIfAbsent(
            new Prepared(names, options.rewritesOff()),
            form -> Preparation.prepare(source, form.rewritesOff(), weights, budget));
    return new Network(
        ready,
        new NetworkOptions(
            options.backend().label(),
            options.threads(),
            options.lanes(),
            options.sideBySide(),
            options.maxWaiting(),
            options.maxWait(),
            options.memoryLimit(),
            options.planCacheBytes(),
            options.rewritesOff(),
            options.reproducible(),
            options.tuning()),
        options.backend() == Backend.AUTO && !options.reproducible()
            ? MachineTimings.known()
            : new Timings(),
        weights,
        budget);
  }

  /**
   * Closes the sessions, waiting for their runs, and gives weights and files back. Returns when
   * that is done, also where another thread does it.
   *
   * @throws IllegalStateException if this is called by an observer of a run of the model; then
   *     nothing has been closed
   */
  @Override
  public void close() {
    networks.close();
    leak.closed();
  }
}
