package io.culebra.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.cache.CacheFolder;
import io.culebra.cache.PartialFile;
import io.culebra.cache.Platform;
import io.culebra.kernel.ImplementationProvider;
import io.culebra.kernel.ImplementationProvider.Availability;
import io.culebra.onednn.ffi.omp;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
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
            UnavailableException.class,
            () -> OnednnLibrary.loadFirst(missing.toString(), CacheFolder.candidates()));
    assertTrue(e.toAvailability().reason().contains(missing.toString()));
    assertFalse(e.toAvailability().remedy().isEmpty());
  }

  @Test
  void saysThatTheCacheCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    CacheFolder wrong = new CacheFolder("a test", file, "", false);
    UnavailableException e =
        assertThrows(
            UnavailableException.class, () -> OnednnLibrary.loadFirst(null, List.of(wrong)));
    assertTrue(e.toAvailability().reason().contains(file.toString()));
    assertTrue(e.toAvailability().remedy().contains(CacheFolder.PROPERTY));
    assertTrue(e.toAvailability().remedy().contains(OnednnLibrary.PROPERTY));
  }

  @Test
  void unpacksOnceAndReplacesWhatWasDamaged() throws Exception {
    Path library = unpacked().getLast();
    Object original = Files.getAttribute(library, "lastModifiedTime");
    assertEquals(library, unpacked().getLast());
    assertEquals(original, Files.getAttribute(library, "lastModifiedTime"));

    byte[] before = Files.readAllBytes(library);
    Files.write(library, new byte[] {1}, StandardOpenOption.WRITE);
    assertNotEquals(-1, Arrays.mismatch(before, Files.readAllBytes(library)));
    assertEquals(library, unpacked().getLast());
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(library)));
    try (var files = Files.list(library.getParent())) {
      assertTrue(files.noneMatch(f -> f.toString().endsWith(".partial")));
    }
  }

  @Test
  void whatAKilledProcessLeftGoesAway() throws Exception {
    Path library = unpacked().getLast();
    Path left = Files.createFile(library.resolveSibling("libdnnl.so.3.1234-5.partial"));
    Path other = Files.createDirectories(folder.resolve("onednn/0123456789abcdef"));
    Path older = Files.createFile(other.resolve("libdnnl.so.3123.partial"));
    Path foreign = Files.createFile(other.resolve("libdnnl.so.3.99999-1-2.partial"));
    try (PartialFile ours = PartialFile.create(folderOf(library), "libdnnl.so.3");
        FileChannel channel = FileChannel.open(foreign, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertTrue(lock.isValid());
      PinnedFiles.sweep(new CacheFolder("a test", folder, "", false));
      assertFalse(Files.exists(left));
      assertFalse(Files.exists(older));
      assertTrue(Files.exists(foreign), "somebody writes it now");
      assertTrue(Files.exists(ours.path()));
    }
    assertTrue(Files.exists(library));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aChangeOfTheSameSizeAndTimeIsSeen() throws Exception {
    Path library = unpacked().getLast();
    byte[] before = Files.readAllBytes(library);
    FileTime time = Files.getLastModifiedTime(library);
    Files.write(library, new byte[] {1}, StandardOpenOption.WRITE);
    Files.setLastModifiedTime(library, time);
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(unpacked().getLast())));
  }

  /** Whoever could write the file could write what is remembered of it, too. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whatOthersMayWriteIsReadAsAWhole() throws Exception {
    Path library = unpacked().getLast();
    byte[] before = Files.readAllBytes(library);
    Path note = library.resolveSibling(library.getFileName() + ".verified");
    String checksum = Files.readString(note).substring(0, 64);
    Verification verification = new Verification(library, checksum);
    assertTrue(verification.stands());
    for (Path open : List.of(library, note, folderOf(library))) {
      Set<PosixFilePermission> usual = Files.getPosixFilePermissions(open);
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
      assertFalse(verification.stands(), open::toString);
      Files.setPosixFilePermissions(open, usual);
      assertTrue(verification.stands(), open::toString);
    }
    Files.write(library, new byte[] {1}, StandardOpenOption.WRITE);
    verification.remember();
    assertTrue(verification.stands(), "forged");
    Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(unpacked().getLast())));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderAmongTemporaryFilesIsPrivateOrNotTaken() throws Exception {
    Path parent = Files.createDirectory(folder.resolve("tmp"));
    Path own = parent.resolve("culebra-1");
    CacheFolder among = new CacheFolder("a test", own, "", true);
    assertEquals(own, among.open());
    assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(own));
    assertEquals(own, among.open());
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx--x---"));
    assertThrows(IOException.class, among::open);
    Files.delete(own);
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(own, elsewhere);
    assertThrows(IOException.class, among::open);
    Files.delete(own);
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThrows(IOException.class, among::open, "others may move it away");
    assertFalse(Files.exists(own));
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  @Test
  void foldersThatCannotBeNamedSayWhy() {
    Platform linux = Platform.of("Linux", "amd64");
    for (String home : List.of("?", "", "home/me", "/a\0b")) {
      Map<String, String> properties =
          Map.of("user.home", home, "java.io.tmpdir", folder.toAbsolutePath().toString());
      CacheFolder first = CacheFolder.candidates(linux, properties::get, name -> null).getFirst();
      String reason = String.valueOf(assertThrows(IOException.class, first::open).getMessage());
      assertTrue(reason.contains("user.home"), reason);
    }
    assertFalse(Files.exists(Path.of("?")));
    List<CacheFolder> named =
        CacheFolder.candidates(
            linux, Map.of(CacheFolder.PROPERTY, folder.toString())::get, name -> null);
    assertEquals(List.of(folder.toAbsolutePath()), named.stream().map(CacheFolder::path).toList());
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
    Files.copy(unpacked().getLast(), own);
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

  private List<Path> unpacked() throws Exception {
    return OnednnLibrary.pinned(Platform.current()).unpack(folder);
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
    Map<String, String> properties =
        Map.of("user.home", home.toString(), "java.io.tmpdir", home.resolve("tmp").toString());
    Platform linux = Platform.of("Linux", "amd64");
    assertEquals(home.resolve(".cache/culebra"), first(linux, properties, Map.of()));
    assertEquals(
        home.resolve("x/culebra"),
        first(linux, properties, Map.of("XDG_CACHE_HOME", home.resolve("x").toString())));
    assertEquals(
        home.resolve("Library/Caches/culebra"),
        first(Platform.of("Mac OS X", "aarch64"), properties, Map.of()));
    assertEquals(
        home.resolve("AppData/Local/culebra"),
        first(Platform.of("Windows 11", "amd64"), properties, Map.of()));
  }

  private static @Nullable Path first(
      Platform platform, Map<String, String> properties, Map<String, String> environment) {
    List<CacheFolder> folders = CacheFolder.candidates(platform, properties::get, environment::get);
    assertEquals(2, folders.size());
    assertTrue(folders.getLast().among());
    return folders.getFirst().path();
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
