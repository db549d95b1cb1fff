package io.culebra;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
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
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may use which, and which libraries belong to one package alone. */
class ArchitectureTest {
  private static final String BINDINGS = "io.culebra.onednn.ffi";

  /** Every package, and the others of this project that it may use. */
  private static final Map<String, List<String>> ROOMS =
      new TreeMap<>(
          Map.ofEntries(
              room("io.culebra.tensor"),
              room("io.culebra.op", "tensor"),
              room("io.culebra.graph", "tensor", "op"),
              room("io.culebra.onnx", "tensor", "op", "graph"),
              room("io.culebra.rewrite", "tensor", "op", "graph"),
              room("io.culebra.kernel", "tensor", "op"),
              room("io.culebra.reference", "tensor", "op", "kernel"),
              room("io.culebra.vector", "tensor", "op", "kernel"),
              room("io.culebra.onednn", "tensor", "op", "kernel", "onednn.ffi"),
              room(BINDINGS),
              room("io.culebra.plan", "tensor", "op", "graph", "kernel", "rewrite"),
              room("io.culebra", "tensor", "graph", "onnx", "plan"),
              room("io.culebra.nn", "", "tensor", "op", "graph", "onnx"),
              room("io.culebra.ocr", "", "tensor"),
              room("io.culebra.cli", "", "tensor", "nn", "ocr")));

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
                        .resideInAPackage(room)
                        .should()
                        .onlyDependOnClassesThat(
                            not(resideInAPackage("io.culebra.."))
                                .or(resideInAPackage(room))
                                .or(resideInAnyPackage(allowed.toArray(String[]::new))))
                        .allowEmptyShould(true)
                        .check(CODE))));
    return tests;
  }

  @Test
  void everyPackageIsARoom() {
    Set<String> packages =
        CODE.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    packages.removeAll(ROOMS.keySet());
    assertEquals(Set.of(), packages);
  }

  @Test
  void everyPackageSaysWhatLivesThereAndIsNullMarked() {
    for (String room : ROOMS.keySet()) {
      if (!room.equals(BINDINGS) && CODE.containPackage(room)) {
        JavaPackage described = CODE.getPackage(room);
        if (!described.getClasses().isEmpty()) {
          assertTrue(described.isAnnotatedWith(NullMarked.class), room);
        }
      }
    }
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
  void onlyTheCommandsAndTheDemoTouchOptionalLibraries() {
    onlyIn("picocli..", "io.culebra.cli");
    onlyIn("com.google.gson..", "io.culebra.cli");
    onlyIn("ai.djl..", "io.culebra.cli");
    onlyIn("org.locationtech.jts..", "io.culebra.ocr");
    onlyIn("java.awt..", "io.culebra.ocr", "io.culebra.cli");
    onlyIn("javax.imageio..", "io.culebra.ocr", "io.culebra.cli");
  }

  private static void onlyIn(String library, String... rooms) {
    noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .check(CODE);
  }

  /** A package with those it may use, named without their common beginning; "" is the top one. */
  private static Map.Entry<String, List<String>> room(String name, String... mayUse) {
    List<String> names = new ArrayList<>();
    for (String used : mayUse) {
      names.add(used.isEmpty() ? "io.culebra" : "io.culebra." + used);
    }
    return Map.entry(name, names);
  }

  private static Path compiled() {
    try {
      return Path.of(Tensor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
