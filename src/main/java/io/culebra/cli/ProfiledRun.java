package io.culebra.cli;

import io.culebra.Session;
import io.culebra.StepInfo;
import io.culebra.StepTime;
import io.culebra.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each step of a model took on one backend, and what came out.
 *
 * @param steps the steps, with the median of their times
 * @param values what each step computed, by node; closed with this
 * @param outputs the outputs, by name; closed with this
 */
record ProfiledRun(List<StepTime> steps, Map<String, Tensor> values, Map<String, Tensor> outputs)
    implements AutoCloseable {
  private static final int FEWEST_RUNS = 5;

  /** Warms a session up, then times its steps, each for some seconds; closes the inputs. */
  static ProfiledRun of(Session session, Map<String, Tensor> inputs, double seconds) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    try (RepeatedRun run = new RepeatedRun(session, inputs)) {
      run.during(seconds);
      List<List<StepTime>> runs = new ArrayList<>();
      long end = System.nanoTime() + (long) (seconds * 1e9);
      while (runs.size() < FEWEST_RUNS || System.nanoTime() < end) {
        runs.add(session.profile(inputs));
      }
      session.observe(inputs, (step, value) -> keep(values, step, value));
      return new ProfiledRun(medians(runs), values, session.run(inputs));
    } catch (RuntimeException e) {
      values.values().forEach(Tensor::close);
      throw e;
    }
  }

  private static void keep(Map<String, Tensor> values, StepInfo step, Tensor value) {
    Tensor before = values.put(step.node(), value);
    if (before != null) {
      before.close();
    }
  }

  private static List<StepTime> medians(List<List<StepTime>> runs) {
    List<StepTime> medians = new ArrayList<>();
    for (int i = 0; i < runs.getFirst().size(); i++) {
      int step = i;
      long[] nanos = runs.stream().mapToLong(run -> run.get(step).nanos()).sorted().toArray();
      StepInfo info = runs.getFirst().get(step).step();
      medians.add(new StepTime(info, nanos[nanos.length / 2]));
    }
    return medians;
  }

  @Override
  public void close() {
    values.values().forEach(Tensor::close);
    outputs.values().forEach(Tensor::close);
  }
}
