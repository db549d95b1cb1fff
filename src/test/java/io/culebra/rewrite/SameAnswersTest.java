package io.culebra.rewrite;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks full of traps answer the same rewritten and as they were written. */
class SameAnswersTest {
  private static final double TOLERANCE = 1e-4;

  private static final int IN_A_ROW = 40;

  static LongStream rows() {
    return LongStream.range(0, 15);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void ofTheNetworkAsItWasWritten(long row) {
    for (long seed = row * IN_A_ROW; seed < (row + 1) * IN_A_ROW; seed++) {
      TrapNet net = new TrapNet(seed, false);
      new SameAnswers(net.toString(), TOLERANCE, net.graph(), net.inputs()).check();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void ofOnnxRuntime(long row) throws Exception {
    for (long seed = row * IN_A_ROW; seed < (row + 1) * IN_A_ROW; seed++) {
      TrapNet net = new TrapNet(seed, true);
      new SameAnswers(net.toString(), TOLERANCE, net.graph(), net.inputs())
          .checkAgainstOnnxRuntime();
    }
  }
}
