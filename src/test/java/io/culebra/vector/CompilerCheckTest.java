package io.culebra.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.ImplementationProvider.Availability;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What HotSpot's options tell of vector loops, on machines other than this one, too. */
class CompilerCheckTest {
  /** As on an x86 CPU with AVX-512. */
  private static final Map<String, String> X86 =
      Map.of(
          "UseCompiler", "true",
          "TieredStopAtLevel", "4",
          "CompilationMode", "default",
          "UseAVX", "3",
          "UseFMA", "true");

  private static Optional<Availability> obstacle(Map<String, String> options, String mode) {
    return CompilerCheck.obstacle(name -> Optional.ofNullable(options.get(name)), mode);
  }

  @Test
  void nothingIsInTheWayWithC2AndFma() {
    assertEquals(Optional.empty(), obstacle(X86, "mixed mode, sharing"));
    assertEquals(Optional.empty(), obstacle(X86, "compiled mode"));
    Map<String, String> arm = new HashMap<>(X86);
    arm.remove("UseAVX");
    assertEquals(Optional.empty(), obstacle(arm, "mixed mode"));
    assertEquals(Optional.empty(), obstacle(Map.of(), "mixed mode"));
  }

  @ParameterizedTest
  @CsvSource({
    "UseAVX, 0, -XX:UseAVX=0",
    "UseAVX, 1, -XX:UseAVX=1",
    "UseFMA, false, -XX:-UseFMA",
    "UseCompiler, false, -XX:-UseCompiler",
    "TieredStopAtLevel, 0, -XX:TieredStopAtLevel=0",
    "TieredStopAtLevel, 1, -XX:TieredStopAtLevel=1",
    "TieredStopAtLevel, 3, -XX:TieredStopAtLevel=3",
    "CompilationMode, quick-only, -XX:CompilationMode=quick-only"
  })
  void oneOptionTurnsItOffAndIsNamed(String name, String value, String flag) {
    Map<String, String> options = new HashMap<>(X86);
    options.put(name, value);
    Availability availability = obstacle(options, "mixed mode, sharing").orElseThrow();
    assertTrue(!availability.available() && !availability.reason().isEmpty());
    assertTrue(availability.remedy().contains(flag), availability::remedy);
  }

  @Test
  void anInterpreterTurnsItOff() {
    Availability availability = obstacle(X86, "interpreted mode").orElseThrow();
    assertTrue(availability.remedy().contains("-Xint"), availability::remedy);
  }
}
