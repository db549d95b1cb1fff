package io.culebra;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.culebra.tensor.Tensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may use which, and which libraries belong to one package alone. */
class ArchitectureTest {
  private static final String TOP = "io.culebra";
  private static final String BINDINGS = "io.culebra.onednn.ffi";

  /**
   * Every room, and the others that it may use. The packages inside a package belong to its room.
   */
  private static final Map<String, List<String>> ROOMS =
      new TreeMap<>(
          Map.ofEntries(
              room("io.culebra.tensor"),
              room("io.culebra.thread", "tensor"),
              room("io.culebra.cache"),
              room("io.culebra.select", "tensor", "kernel", "cache"),
              room("io.culebra.op", "tensor"),
              room("io.culebra.graph", "tensor", "op"),
              room("io.culebra.onnx", "tensor", "op", "graph"),
              room("io.culebra.rewrite", "tensor", "op", "graph"),
              room("io.culebra.kernel", "tensor", "op"),
              room("io.culebra.scalar", "tensor", "op"),
              room("io.culebra.reference", "tensor", "op", "kernel", "scalar"),
              room("io.culebra.portable", "tensor", "op", "kernel", "scalar"),
              room("io.culebra.vector", "tensor", "op", "kernel"),
              room(
                  "io.culebra.onednn",
                  "tensor",
                  "op",
                  "kernel",
                  "scalar",
                  "thread",
                  "cache",
                  "onednn.ffi"),
              room(BINDINGS),
              room(
                  "io.culebra.plan",
                  "tensor",
                  "op",
                  "graph",
                  "kernel",
                  "rewrite",
                  "thread",
                  "select",
                  "cache"),
              room(TOP, "tensor", "thread", "graph", "onnx", "plan", "select", "access"),
              room("io.culebra.access", "", "onnx"),
              room("io.culebra.nn", "", "tensor", "op", "graph", "onnx", "access"),
              room("io.culebra.picture", "tensor"),
              room("io.culebra.ocr", "", "tensor", "picture"),
              room("io.culebra.cli", "", "tensor", "nn", "picture", "ocr")));

  private static final Set<String> EXPORTED =
      Set.of(TOP, TOP + ".tensor", TOP + ".nn", TOP + ".nn.generate", TOP + ".nn.zoo");

  private static final JavaClasses CODE = new ClassFileImporter().importPath(compiled());

  @TestFactory
  List<DynamicTest> everyRoomUsesOnlyWhatItMay() {
    List<DynamicTest> tests = new ArrayList<>();
    ROOMS.forEach((room, allowed) ->
        tests.add(
            DynamicTest.dynamicTest(
                room,
                () ->
                    classes()
                        .that()
                        .resideInAPackage(inside(room))
                        .should()
                        .onlyDependOnClassesThat(
                            not(resideInAPackage("io.culebra.."))
                                .or(resideInAPackage(inside(room)))
                                .or(resideInAnyPackage(insideAll(allowed))))
                        .allowEmptyShould(true)
                        .check(CODE))));
    return tests;
  }

  @Test
  void everyPackageLiesInARoom() {
    Set<String> packages = packages();
    packages.removeIf(name ->
        ROOMS.containsKey(name)
            || ROOMS.keySet().stream()
                .anyMatch(room -> !room.equals(TOP) && name.startsWith(room + ".")));
    assertEquals(Set.of(), packages);
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() {
    Set<String> packages = packages();
    packages.remove(BINDINGS);
    packages.removeIf(name -> CODE.getPackage(name).isAnnotatedWith(NullMarked.class));
    assertEquals(Set.of(), packages);
  }

  @Test
  void onlyTheVectorKernelsTouchTheVectorApi() {
    onlyIn("jdk.incubator.vector..", "io.culebra.vector");
  }

  @Test
  void onlyTheReaderAndTheWriterTouchProtobuf() {
    onlyIn("com.google.protobuf..", "io.culebra.onnx");
    onlyIn("ai.onnx.proto..", "io.culebra.onnx");
  }

  @Test
  void onlyTheCommandsTheDemoAndWeightFilesTouchOptionalLibraries() {
    onlyIn("picocli..", "io.culebra.cli");
    onlyIn("com.google.gson..", "io.culebra.cli", "io.culebra.nn.weights");
    onlyIn("ai.djl..", "io.culebra.cli");
    onlyIn("org.locationtech.jts..", "io.culebra.ocr");
    onlyIn("java.awt..", "io.culebra.picture", "io.culebra.ocr", "io.culebra.cli");
    onlyIn("javax.imageio..", "io.culebra.picture", "io.culebra.ocr", "io.culebra.cli");
  }

  /**
   * What -Xlint:exports would tell, if it did not count annotations that a user's compiler can do
   * without.
   */
  @Test
  void theExportedSurfaceShowsOnlyExportedTypes() {
    Set<String> leaks = new TreeSet<>();
    for (JavaClass type : CODE) {
      if (!EXPORTED.contains(type.getPackageName()) || !isShown(type.getModifiers())) {
        continue;
      }
      for (JavaCodeUnit member : type.getCodeUnits()) {
        if (isShown(member.getModifiers())) {
          Stream.concat(
                  Stream.of(member.getRawReturnType()), member.getRawParameterTypes().stream())
              .map(JavaClass::getBaseComponentType)
              .filter(used -> used.getPackageName().startsWith(TOP))
              .filter(used -> !EXPORTED.contains(used.getPackageName()))
              .forEach(used -> leaks.add(member.getFullName() + " shows " + used.getName()));
        }
      }
    }
    assertEquals(Set.of(), leaks);
  }

  private static boolean isShown(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static void onlyIn(String library, String... rooms) {
    noClasses()
        .that()
        .resideOutsideOfPackages(insideAll(List.of(rooms)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .check(CODE);
  }

  private static Set<String> packages() {
    return CODE.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A room with those it may use, named without their common beginning; "" is the top one. */
  private static Map.Entry<String, List<String>> room(String name, String... mayUse) {
    List<String> names = new ArrayList<>();
    for (String used : mayUse) {
      names.add(used.isEmpty() ? TOP : TOP + "." + used);
    }
    return Map.entry(name, names);
  }

  /** The packages of a room as ArchUnit writes them. */
  private static String inside(String room) {
    return room.equals(TOP) ? TOP : room + "..";
  }

  private static String[] insideAll(List<String> rooms) {
    return rooms.stream().map(ArchitectureTest::inside).toArray(String[]::new);
  }

  private static Path compiled() {
    try {
      return Path.of(Tensor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
