package io.culebra.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.kernel.ImplementationProvider;
import io.culebra.kernel.ImplementationProvider.Availability;
import io.culebra.onednn.ffi.omp;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Finding, unpacking and loading the native library. */
class OnednnLibraryTest {
  @TempDir Path folder;

  @Test
  void isLoadedAndSaysWhatItIs() {
    OnednnProvider provider = new OnednnProvider();
    assertEquals(Availability.yes(), provider.availability());
    Map<String, String> facts = provider.facts();
    assertTrue(facts.getOrDefault("version", "").startsWith("3.13"), facts::toString);
    assertTrue(Files.isRegularFile(Path.of(facts.getOrDefault("library", ""))), facts::toString);
    assertFalse(facts.getOrDefault("instruction set", "").isEmpty());
  }

  @Test
  void isFoundAsAService() {
    assertTrue(
        ServiceLoader.load(ImplementationProvider.class).stream()
            .anyMatch(p -> p.type() == OnednnProvider.class));
  }

  @Test
  void saysThatTheUsersOwnBuildIsNotThere() {
    Path missing = folder.resolve("libdnnl.so");
    UnavailableException e =
        assertThrows(
            UnavailableException.class, () -> OnednnLibrary.locate(missing.toString(), folder));
    assertTrue(e.toAvailability().reason().contains(missing.toString()));
    assertFalse(e.toAvailability().remedy().isEmpty());
  }

  @Test
  void saysThatTheCacheCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    UnavailableException e =
        assertThrows(UnavailableException.class, () -> OnednnLibrary.locate(null, file));
    assertTrue(e.toAvailability().reason().contains(file.toString()));
    assertTrue(e.toAvailability().remedy().contains(CacheFolder.PROPERTY));
  }

  @Test
  void unpacksOnceAndReplacesWhatWasDamaged() throws Exception {
    Path library = OnednnLibrary.locate(null, folder).getLast();
    Object original = Files.getAttribute(library, "lastModifiedTime");
    assertEquals(library, OnednnLibrary.locate(null, folder).getLast());
    assertEquals(original, Files.getAttribute(library, "lastModifiedTime"));

    byte[] before = Files.readAllBytes(library);
    Files.write(library, new byte[] {1}, StandardOpenOption.WRITE);
    assertNotEquals(-1, Arrays.mismatch(before, Files.readAllBytes(library)));
    assertEquals(library, OnednnLibrary.locate(null, folder).getLast());
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(library)));
    try (var files = Files.list(library.getParent())) {
      assertTrue(files.noneMatch(f -> f.toString().endsWith(".partial")));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aSecondClassLoaderGetsAPrivateCopy() throws Exception {
    assertTrue(new OnednnProvider().availability().available());
    inSecondClassLoader((availability, facts) -> {
      assertEquals(Availability.yes().toString(), availability);
      Path copy = Path.of(String.valueOf(facts.get("library")));
      assertNotEquals(new OnednnProvider().facts().get("library"), copy.toString());
      assertFalse(Files.exists(copy));
    });
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void takesTheUsersOwnBuild() throws Exception {
    Path own = folder.resolve("libmine.so");
    Files.copy(OnednnLibrary.locate(null, folder).getLast(), own);
    inSecondClassLoaderWith(
        own,
        (availability, facts) -> {
          assertEquals(Availability.yes().toString(), availability);
          assertEquals(own.toString(), facts.get("library"));
        });
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatTheUsersOwnBuildIsSomethingElse() throws Exception {
    Path other = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("rmi"));
    inSecondClassLoaderWith(
        other, (availability, facts) -> assertTrue(availability.contains("not oneDNN")));
    Path text = Files.writeString(folder.resolve("libtext.so"), "no library");
    inSecondClassLoaderWith(
        text, (availability, facts) -> assertTrue(availability.contains("cannot be loaded")));
  }

  private static void inSecondClassLoaderWith(Path library, BiConsumer<String, Map<?, ?>> check)
      throws Exception {
    System.setProperty(OnednnLibrary.PROPERTY, library.toString());
    try {
      inSecondClassLoader(check);
    } finally {
      System.clearProperty(OnednnLibrary.PROPERTY);
    }
  }

  /** Loads the backend once more and looks at its availability and its facts. */
  private static void inSecondClassLoader(BiConsumer<String, Map<?, ?>> check) throws Exception {
    URL[] path = {locationOf(OnednnProvider.class), locationOf(omp.class), libraries()};
    // Without a parent: the platform's loader would find the classes of this module, too.
    try (URLClassLoader second = new URLClassLoader(path, null)) {
      Class<?> type = second.loadClass(OnednnProvider.class.getName());
      Object provider = type.getConstructor().newInstance();
      check.accept(
          type.getMethod("availability").invoke(provider).toString(),
          (Map<?, ?>) type.getMethod("facts").invoke(provider));
    }
  }

  private static URL locationOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** Where the resources with the native libraries are. */
  private static URL libraries() throws IOException {
    String index = "META-INF/culebra/onednn/" + Platform.current() + "/SHA256SUMS";
    String url = OnednnProvider.class.getClassLoader().getResource(index).toString();
    return URI.create(url.substring(0, url.length() - index.length())).toURL();
  }

  @Test
  void theCacheFollowsTheConventionsOfThePlatform() {
    Path home = folder.toAbsolutePath();
    Platform linux = Platform.of("Linux", "amd64");
    assertEquals(home.resolve(".cache/culebra"), CacheFolder.of(linux, home, name -> null));
    assertEquals(
        home.resolve("x/culebra"),
        CacheFolder.of(linux, home, Map.of("XDG_CACHE_HOME", home.resolve("x").toString())::get));
    assertEquals(
        home.resolve("Library/Caches/culebra"),
        CacheFolder.of(Platform.of("Mac OS X", "aarch64"), home, name -> null));
    assertEquals(
        home.resolve("AppData/Local/culebra"),
        CacheFolder.of(Platform.of("Windows 11", "amd64"), home, name -> null));
  }

  @Test
  void platformsAreNamedAsTheFoldersAre() {
    assertEquals(
        List.of("linux-x86_64", "macosx-arm64", "windows-x86_64"),
        List.of(
            Platform.of("Linux", "amd64").toString(),
            Platform.of("Mac OS X", "aarch64").toString(),
            Platform.of("Windows Server 2022", "amd64").toString()));
  }
}
