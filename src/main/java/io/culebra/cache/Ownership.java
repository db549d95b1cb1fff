package io.culebra.cache;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who may change a file or folder, where the file system tells it in the manner of Unix. A POSIX
 * access control list widens the permissions of the group that are shown, so it needs no look of
 * its own.
 */
public final class Ownership {
  private static final int ROOT = 0;
  private static final int WRITE_BY_OTHERS = 0022;
  private static final int ANY_BY_OTHERS = 0077;
  private static final int STICKY = 01000;
  private static final String VIEW = "unix";

  private Ownership() {}

  /** Whether the file system of this path tells owners and permissions. */
  public static boolean isTold() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains(VIEW);
  }

  /**
   * Whether nobody but this user and the superuser may change what lies here, both of whom could
   * change this program as well. False where the file system does not tell, and for a symbolic
   * link.
   */
  public static boolean isOurs(Path path) throws IOException {
    if (!isTold() || Files.isSymbolicLink(path)) {
      return false;
    }
    Status status = Status.of(path);
    return (status.owner == ROOT || status.owner == user()) && (status.mode & WRITE_BY_OTHERS) == 0;
  }

  /**
   * Makes a folder that nobody else can enter, in a folder where everybody makes files; or takes
   * the one that is there, if it is such a one.
   *
   * @throws IOException if somebody else owns it or may enter it, or might move it away
   */
  public static void makePrivate(Path folder) throws IOException {
    if (!isTold()) {
      Files.createDirectories(folder);
      return;
    }
    Path among = Objects.requireNonNull(folder.toAbsolutePath().getParent());
    Status parent = Status.of(among.toRealPath());
    boolean movable = (parent.mode & WRITE_BY_OTHERS) != 0 && (parent.mode & STICKY) == 0;
    boolean foreign = parent.owner != ROOT && parent.owner != user();
    if (movable || foreign) {
      throw new IOException("other users may move files of " + among + " away");
    }
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // Looked at below, as the one that was made.
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(folder.toString());
    }
    Status status = Status.of(folder);
    if (status.owner != user() || (status.mode & ANY_BY_OTHERS) != 0) {
      throw new IOException(
          "%s is no private folder of this user: its owner is user %d, its mode %o"
              .formatted(folder, status.owner, status.mode & 07777));
    }
  }

  /** The effective user of this process; -1 where there is no such thing. */
  public static int user() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> geteuid = linker.defaultLookup().find("geteuid");
    if (geteuid.isEmpty()) {
      return -1;
    }
    try {
      return (int)
          linker
              .downcallHandle(geteuid.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT))
              .invokeExact();
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("geteuid cannot throw a checked exception", e);
    }
  }

  private record Status(int owner, int mode) {
    static Status of(Path path) throws IOException {
      Map<String, Object> attributes =
          Files.readAttributes(path, VIEW + ":uid,mode", LinkOption.NOFOLLOW_LINKS);
      return new Status(number(attributes, "uid"), number(attributes, "mode"));
    }

    private static int number(Map<String, Object> attributes, String name) {
      return (Integer) Objects.requireNonNull(attributes.get(name));
    }
  }
}
