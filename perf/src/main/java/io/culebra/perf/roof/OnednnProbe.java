package io.culebra.perf.roof;

import static io.culebra.onednn.ffi.dnnl.dnnl_bf16;
import static io.culebra.onednn.ffi.dnnl.dnnl_f32;
import static io.culebra.onednn.ffi.dnnl.dnnl_s32;
import static io.culebra.onednn.ffi.dnnl.dnnl_s8;
import static io.culebra.onednn.ffi.dnnl.dnnl_u8;

import io.culebra.kernel.ImplementationProvider;
import io.culebra.perf.Json;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The main class of a process that measures oneDNN under the limits that its environment sets
 * ({@code ONEDNN_MAX_CPU_ISA}, {@code OMP_NUM_THREADS}) and prints {@link Findings} as a line of
 * JSON.
 */
final class OnednnProbe {

  private static final int SIZE = 1024;
  private static final int CALLS = 20_000;

  private OnednnProbe() {}

  /**
   * What one process found.
   *
   * @param gigaflops peak operations per ns by kind
   * @param executeNanos the price of {@code dnnl_primitive_execute} on next to nothing
   */
  record Findings(Map<String, Double> gigaflops, double executeNanos) {}

  public static void main(String[] args) {
    PrintStream out = System.out;
    System.setOut(System.err);
    for (ImplementationProvider provider : ServiceLoader.load(ImplementationProvider.class)) {
      if (provider.backend().equals("onednn") && provider.availability().available()) {
        out.println(Json.write(measure()));
      }
    }
  }

  private static Findings measure() {
    Map<String, Double> gigaflops = new LinkedHashMap<>();
    try (Arena arena = Arena.ofConfined()) {
      measure(arena, "f32", dnnl_f32(), dnnl_f32(), dnnl_f32(), gigaflops);
      measure(arena, "bf16", dnnl_bf16(), dnnl_bf16(), dnnl_f32(), gigaflops);
      measure(arena, "int8", dnnl_u8(), dnnl_s8(), dnnl_s32(), gigaflops);
      OnednnPrimitive small = OnednnPrimitive.smallRelu(arena);
      return new Findings(gigaflops, Clock.fastest(() -> small.run(CALLS)) / CALLS);
    }
  }

  private static void measure(
      Arena arena, String what, int source, int weights, int result, Map<String, Double> found) {
    try {
      OnednnPrimitive product = OnednnPrimitive.product(arena, SIZE, source, weights, result);
      double nanos = Clock.fastest(() -> product.run(1));
      found.put(what + " " + product.implementation(), 2.0 * SIZE * SIZE * SIZE / nanos);
    } catch (UnsupportedOperationException e) {
      System.err.println("no product of " + what + " on this CPU: " + e.getMessage());
    }
  }
}
