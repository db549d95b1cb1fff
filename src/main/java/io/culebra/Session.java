package io.culebra;

import io.culebra.plan.ExplainedStep;
import io.culebra.plan.Network;
import io.culebra.tensor.BackendException;
import io.culebra.tensor.BusyException;
import io.culebra.tensor.CanceledException;
import io.culebra.tensor.ClosedException;
import io.culebra.tensor.Dim;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.MemoryLimitException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model ready to run. Any number of threads, virtual ones too, may use a session at once: they
 * queue for its threads, first come, first served, and no run starts threads of its own. One caller
 * has all threads of the session for a run; while there are as many callers as threads, each has
 * one ({@link SessionOptions#sideBySide}). A caller who is interrupted gives his run up: it ends
 * between two steps, and only then a {@link CanceledException} is thrown.
 *
 * <p>The first run for new input shapes makes a plan; later runs of the same shapes reuse it and
 * allocate next to nothing.
 */
public final class Session implements AutoCloseable {
  private final List<TensorInfo> inputs;
  private final List<TensorInfo> outputs;
  private final Model model;
  private final SessionOptions options;
  private final SessionNetworks networks;
  private final Leak leak;

  /**
   * A session, which keeps its model from being collected.
   *
   * @param networks closed with the session
   */
  Session(Model model, String name, SessionOptions options, SessionNetworks networks) {
    this.model = model;
    this.inputs = model.inputs();
    this.outputs = model.outputs();
    this.options = options;
    this.networks = networks;
    this.leak = new Leak(this, "a session of the model '" + name + "'", networks::close);
  }

  /** What has to be given to a run, in the order of the model. */
  public List<TensorInfo> inputs() {
    return model.inputs();
  }

  /**
   * What may be given to a run besides: inputs that have a default ({@link Model#optionalInputs}).
   * A run that gives some of them runs a network of its own, in which these are no constants: it is
   * made the first time that just these are given, with plans, threads and a {@link
   * SessionOptions#memoryLimit} of its own, and kept as long as the session. So runs that give none
   * are as fast as if there was nothing to be given.
   */
  public List<TensorInfo> optionalInputs() {
    return model.optionalInputs();
  }

  /** What a run gives, in the order of the model. */
  public List<TensorInfo> outputs() {
    return outputs;
  }

  /** The options that the session was opened with. */
  public SessionOptions options() {
    return options;
  }

  /**
   * Runs the model.
   *
   * @param inputs a tensor for every input, by name, and for any of the {@linkplain #optionalInputs
   *     optional} ones
   * @return a new tensor for every output, by name and in the order of the model, to be closed by
   *     the caller: all at once, or each by itself
   * @throws InvalidInputException if an input is missing, unknown, or of the wrong type or shape
   * @throws ClosedException if the session or a tensor has been closed
   * @throws BusyException if too many callers wait, or this one has waited for too long
   * @throws CanceledException if the calling thread is interrupted
   * @throws MemoryLimitException if the run needs more memory than the limit
   * @throws BackendException if a backend fails
   */
  public Outputs run(Map<String, Tensor> inputs) {
    @Nullable Tensor[] results = new Tensor[outputs.size()];
    runNetwork(inputs, results);
    Tensor[] made = new Tensor[results.length];
    for (int i = 0; i < made.length; i++) {
      made[i] = Objects.requireNonNull(results[i], outputs.get(i).name());
    }
    return new Outputs(outputs, made);
  }

  /**
   * Runs the model and writes outputs into tensors of the caller. Outputs that he gives no tensor
   * for are computed and dropped.
   *
   * @param inputs a tensor for every input, by name, and for any of the {@linkplain #optionalInputs
   *     optional} ones
   * @param into a tensor for each wanted output, by name, of the type and shape that is computed
   *     and given for no other output or input; but where a TensorScatter alone stands between an
   *     input and an output, both may be the same tensor: then the update is written in place and
   *     nothing else copied
   * @throws InvalidInputException if a tensor is missing, unknown, of the wrong type or shape, or
   *     given for an output and in another place too
   * @throws ClosedException if the session or a tensor has been closed
   * @throws BusyException if too many callers wait, or this one has waited for too long
   * @throws CanceledException if the calling thread is interrupted
   * @throws MemoryLimitException if the run needs more memory than the limit
   * @throws BackendException if a backend fails
   */
  public void run(Map<String, Tensor> inputs, Map<String, Tensor> into) {
    @Nullable Tensor[] results = new Tensor[outputs.size()];
    int found = 0;
    for (int i = 0; i < results.length; i++) {
      results[i] = into.get(outputs.get(i).name());
      found += results[i] == null ? 0 : 1;
    }
    if (found != into.size()) {
      throw unknown("output", into, outputs);
    }
    runNetwork(inputs, results);
    if (found < results.length) {
      for (int i = 0; i < results.length; i++) {
        Tensor result = results[i];
        if (result != null && !into.containsKey(outputs.get(i).name())) {
          result.close();
        }
      }
    }
  }

  /**
   * How the model is run on inputs of these shapes: the steps in order and who runs them. Makes the
   * plan if there is none yet. Where shapes depend on data, these are the steps up to the first
   * such shape.
   *
   * @param shapes a shape for every input, by name
   * @throws InvalidInputException if a shape is missing or does not fit the model
   */
  public List<StepInfo> explain(Map<String, Shape> shapes) {
    List<StepInfo> steps = new ArrayList<>();
    for (ExplainedStep step :
        held(shapes, form -> form.network().explain(shapesInOrder(form, shapes)))) {
      steps.add(StepInfo.of(step));
    }
    return steps;
  }

  /**
   * Runs the model once and tells the steps that were run, those behind shapes that depend on data
   * included. The outputs are dropped.
   *
   * @param inputs a tensor for every input, by name
   * @throws InvalidInputException as {@link #run(Map)}
   */
  public List<StepInfo> trace(Map<String, Tensor> inputs) {
    @Nullable Tensor[] results = new Tensor[outputs.size()];
    List<StepInfo> steps = new ArrayList<>();
    for (ExplainedStep step :
        held(inputs, form -> form.network().trace(inOrder(form, inputs), results))) {
      steps.add(StepInfo.of(step));
    }
    closeAll(results);
    return steps;
  }

  private static void closeAll(@Nullable Tensor[] tensors) {
    for (Tensor tensor : tensors) {
      if (tensor != null) {
        tensor.close();
      }
    }
  }

  /**
   * How many plans the session has made so far: one for each combination of input shapes that it
   * was run with or explained for, more where shapes depend on data or plans did not stay in the
   * cache.
   */
  public long plansMade() {
    try {
      return networks.sum(Network::plansMade);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Bytes of native memory that count against {@link SessionOptions#memoryLimit} now, memory of
   * closed results that is kept for the next ones included.
   */
  public long memoryUsed() {
    return networks.sum(Network::memoryUsed);
  }

  /**
   * The types of the outputs for inputs of these shapes, so that a caller can allocate tensors to
   * run into. A shape that depends on data is null.
   *
   * @param shapes a shape for every input, by name
   * @throws InvalidInputException if a shape is missing or does not fit the model
   */
  public List<TensorInfo> outputs(Map<String, Shape> shapes) {
    List<TensorType> types =
        held(shapes, form -> form.network().outputTypes(shapesInOrder(form, shapes)));
    List<TensorInfo> named = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      named.add(new TensorInfo(outputs.get(i).name(), types.get(i)));
    }
    return named;
  }

  /**
   * Runs the model once and tells how long each step took, those behind shapes that depend on data
   * included. The outputs are dropped.
   *
   * @param inputs a tensor for every input, by name
   * @throws InvalidInputException as {@link #run(Map)}
   */
  public List<StepTime> profile(Map<String, Tensor> inputs) {
    @Nullable Tensor[] results = new Tensor[outputs.size()];
    List<StepTime> times = new ArrayList<>();
    try {
      SessionNetworks.Form form = form(inputs);
      form.network()
          .profile(
              inOrder(form, inputs),
              results,
              (step, nanos) -> times.add(new StepTime(StepInfo.of(step), nanos)));
    } finally {
      Reference.reachabilityFence(this);
    }
    closeAll(results);
    return times;
  }

  /**
   * Makes the best plan for inputs of these shapes, so that the first run does not wait for it and
   * is as fast as later ones: kernels and primitives are made, weights packed and vector loops
   * compiled. Where shapes depend on data, this goes up to the first such shape.
   *
   * @param shapes a shape for every input, by name
   * @throws InvalidInputException if a shape is missing or does not fit the model
   */
  public void prepare(Map<String, Shape> shapes) {
    held(
        shapes,
        form -> {
          form.network().prepare(shapesInOrder(form, shapes));
          return form;
        });
  }

  /**
   * Measures, for about so long, the ways to run the steps of the model on inputs like these, and
   * lets this and every later session of this machine choose by what was found: it is kept in a
   * file ({@code -Dculebra.cache} names its folder). Answers may differ in their last bits
   * afterwards. Measure while the machine has nothing else to do.
   *
   * @param inputs a tensor for every input, by name
   * @return how many ways were measured
   * @throws InvalidInputException as {@link #run(Map)}, and where the session leaves nothing to
   *     choose: it forces a backend or is {@link SessionOptions#reproducible}
   */
  public int tune(Map<String, Tensor> inputs, Duration time) {
    return held(inputs, form -> form.network().tune(inOrder(form, inputs), time));
  }

  /**
   * Runs the model once and shows what each step computed: a copy of its first output. The outputs
   * of the model are dropped.
   *
   * @param inputs a tensor for every input, by name
   * @param observer is given every step and its output, which it closes, in the order of the run
   *     and on the caller's thread or one of the session; an attempt to use or to close the session
   *     there, or to close its model or a tensor of the run, is refused
   * @throws InvalidInputException as {@link #run(Map)}
   */
  public void observe(Map<String, Tensor> inputs, BiConsumer<StepInfo, Tensor> observer) {
    @Nullable Tensor[] results = new Tensor[outputs.size()];
    try {
      SessionNetworks.Form form = form(inputs);
      form.network()
          .observe(
              inOrder(form, inputs),
              results,
              (step, output) -> observer.accept(StepInfo.of(step), output));
    } finally {
      Reference.reachabilityFence(this);
    }
    closeAll(results);
  }

  private void runNetwork(Map<String, Tensor> given, @Nullable Tensor[] results) {
    try {
      SessionNetworks.Form form = form(given);
      form.network().run(inOrder(form, given), results);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** What a use of the network gives; meanwhile this session is held, so that nobody closes it. */
  private <T> T held(Map<String, ?> given, Function<SessionNetworks.Form, T> use) {
    try {
      return use.apply(form(given));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** The network for what is given; a run of nothing but the inputs leaves the defaults alone. */
  private SessionNetworks.Form form(Map<String, ?> given) {
    if (given.size() <= inputs.size() || optionalInputs().isEmpty()) {
      return networks.usual();
    }
    Set<String> instead = new HashSet<>();
    for (TensorInfo info : optionalInputs()) {
      if (given.containsKey(info.name())) {
        instead.add(info.name());
      }
    }
    return instead.isEmpty() ? networks.usual() : networks.with(Set.copyOf(instead));
  }

  private Tensor[] inOrder(SessionNetworks.Form form, Map<String, Tensor> given) {
    List<TensorInfo> inputs = form.inputs();
    Tensor[] ordered = new Tensor[inputs.size()];
    for (int i = 0; i < ordered.length; i++) {
      TensorInfo info = inputs.get(i);
      Tensor tensor = given.get(info.name());
      if (tensor == null) {
        throw new InvalidInputException("input " + info + " was not given");
      }
      if (tensor.dataType() != info.type().dataType()) {
        throw new InvalidInputException(
            "input " + info + " was given a tensor of " + tensor.type());
      }
      checkShape(info, tensor.shape());
      ordered[i] = tensor;
    }
    if (given.size() != ordered.length) {
      throw unknownInput(given);
    }
    return ordered;
  }

  private List<Shape> shapesInOrder(SessionNetworks.Form form, Map<String, Shape> given) {
    List<TensorInfo> inputs = form.inputs();
    List<Shape> ordered = new ArrayList<>();
    for (TensorInfo info : inputs) {
      Shape shape = given.get(info.name());
      if (shape == null) {
        throw new InvalidInputException("the shape of input " + info + " was not given");
      }
      if (!shape.isKnown()) {
        throw new InvalidInputException("input " + info + " was given the shape " + shape);
      }
      checkShape(info, shape);
      ordered.add(shape);
    }
    if (given.size() != ordered.size()) {
      throw unknownInput(given);
    }
    return ordered;
  }

  private static void checkShape(TensorInfo info, Shape shape) {
    Shape declared = info.type().shape();
    if (declared == null) {
      return;
    }
    boolean fits = declared.rank() == shape.rank();
    for (int i = 0; fits && i < shape.rank(); i++) {
      Dim dim = declared.dim(i);
      fits = !dim.isKnown() || dim.size() == shape.size(i);
    }
    if (!fits) {
      throw new InvalidInputException("input " + info + " was given the shape " + shape);
    }
  }

  private InvalidInputException unknownInput(Map<String, ?> given) {
    List<TensorInfo> known = new ArrayList<>(inputs);
    known.addAll(optionalInputs());
    return unknown("input", given, known);
  }

  private static InvalidInputException unknown(
      String what, Map<String, ?> given, List<TensorInfo> known) {
    List<String> names = new ArrayList<>(given.keySet());
    known.forEach(info -> names.remove(info.name()));
    return new InvalidInputException(
        "the model has no " + what + " " + names + "; it has " + known);
  }

  /**
   * Waits for the runs that are under way, refuses callers who wait for their turn, and gives
   * everything back. Returns when that is done, also where another thread does it.
   *
   * @throws IllegalStateException if this is called by an observer of the session's own run; then
   *     nothing has been closed
   */
  @Override
  public void close() {
    networks.close();
    leak.closed();
  }
}
