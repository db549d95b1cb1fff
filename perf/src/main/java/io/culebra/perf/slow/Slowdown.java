package io.culebra.perf.slow;

import io.culebra.perf.Home;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to be slower.
 *
 * @param operator the operator's name without what is fused to it
 * @param factor how many times as long its kernels take
 */
public record Slowdown(String operator, double factor) {

  private static final String OPERATOR = "culebra.perf.slowed.operator";
  private static final String FACTOR = "culebra.perf.slowed.factor";

  /** The folder that has to be on the class path before the library. */
  public Path services() {
    return Home.resolve("slowed");
  }

  /** The flags of a JVM in which it is to be slower. */
  public List<String> flags() {
    return List.of("-D" + OPERATOR + "=" + operator, "-D" + FACTOR + "=" + factor);
  }

  /** What this JVM was asked for. */
  static Slowdown ofThisJvm() {
    return new Slowdown(
        System.getProperty(OPERATOR, ""), Double.parseDouble(System.getProperty(FACTOR, "1")));
  }
}
