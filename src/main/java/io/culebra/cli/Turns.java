package io.culebra.cli;

import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.TensorInfo;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Sessions of one model that are timed in turns, so that what slows the machine slows them all. */
final class Turns implements AutoCloseable {
  private static final int ROUNDS = 5;

  private final Model model;
  private final Inputs inputs;
  private final List<Contender> contenders = new ArrayList<>();

  /** Makes inputs for a session, which the runs close. */
  @FunctionalInterface
  interface Inputs {
    Map<String, Tensor> of(List<TensorInfo> infos) throws IOException;
  }

  private record Contender(Session session, RepeatedRun run, List<Double> medians)
      implements AutoCloseable {
    @Override
    public void close() {
      run.close();
      session.close();
    }
  }

  Turns(Model model, Inputs inputs) {
    this.model = model;
    this.inputs = inputs;
  }

  /** Adds a session. */
  Turns with(SessionOptions options) throws IOException {
    Session session = model.openSession(options);
    try {
      RepeatedRun run = new RepeatedRun(session, inputs.of(session.inputs()));
      contenders.add(new Contender(session, run, new ArrayList<>()));
      return this;
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The median of the runs of each, in ms, in the order in which they were added. */
  List<Double> medians(double seconds) {
    double turn = seconds / ROUNDS / contenders.size();
    for (Contender contender : contenders) {
      contender.run.warmUp(turn);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Contender contender : contenders) {
        contender.medians.add(contender.run.during(turn).medianMillis());
      }
    }
    return contenders.stream().map(contender -> middle(contender.medians)).toList();
  }

  private static double middle(List<Double> medians) {
    medians.sort(Comparator.naturalOrder());
    return medians.get(medians.size() / 2);
  }

  @Override
  public void close() {
    contenders.forEach(Contender::close);
  }
}
