package io.culebra.models;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.culebra.Backend;
import io.culebra.Model;
import io.culebra.Session;
import io.culebra.SessionOptions;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole model that has been run for a while; not for checked memory, whose checks allocate. */
@Timeout(300)
class SteadyStateIT {
  private static final long NEXT_TO_NOTHING = 1024;

  @ParameterizedTest
  @EnumSource(
      value = Backend.class,
      names = {"VECTOR", "ONEDNN"})
  void aRunInTheSteadyStateAllocatesNextToNothing(Backend backend) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Model model = Model.of(TrainedModelIT.bytes(TrainedModelIT.MINI_LM));
        Session session =
            model.openSession(SessionOptions.defaults().backend(backend).threads(1))) {
      Map<String, Tensor> inputs = TrainedModelIT.inputs(session, Shape.of(1, 32), 1);
      Map<String, Tensor> outputs = session.run(inputs);
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 200 && least > NEXT_TO_NOTHING; round++) {
        long before = threads.getTotalThreadAllocatedBytes();
        for (int run = 0; run < 10; run++) {
          session.run(inputs, outputs);
        }
        least = Math.min(least, (threads.getTotalThreadAllocatedBytes() - before) / 10);
      }
      assertTrue(least <= NEXT_TO_NOTHING, least + " bytes per run");
      inputs.values().forEach(Tensor::close);
      outputs.values().forEach(Tensor::close);
    }
  }
}
