package io.culebra.cache;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;

/**
 * A file that is not whole yet, beside the place that it will be moved to. It is locked while it is
 * open, and the system ends the lock with the process: so {@link #sweep} knows what a process left
 * that was killed.
 */
public final class PartialFile implements AutoCloseable {
  private static final String SUFFIX = ".partial";
  private static final int ATTEMPTS = 10;

  /** Where files cannot be locked, what nobody has touched for so long is left over. */
  private static final int HOURS_LEFT_ALONE = 24;

  /**
   * This process, told from an earlier one of the same number. Its own files are not even opened:
   * POSIX ends the lock of a process when it closes any of its descriptors of the file.
   */
  private static final String PROCESS =
      ProcessHandle.current().pid()
          + "-"
          + Long.toHexString(ManagementFactory.getRuntimeMXBean().getStartTime());

  private final Path path;
  private final FileChannel channel;

  private PartialFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * An empty file that the user may execute and others may read.
   *
   * @param name the name of the file that it is to become
   */
  public static PartialFile create(Path folder, String name) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    for (int i = 0; i < ATTEMPTS; i++) {
      Path path = folder.resolve(name + "." + PROCESS + "-" + UUID.randomUUID() + SUFFIX);
      FileChannel channel = FileChannel.open(path, options, executable());
      // Between these two lines another process may take the file for left over.
      if (isOurs(channel) && Files.exists(path)) {
        return new PartialFile(path, channel);
      }
      channel.close();
    }
    throw new IOException("other processes delete what this one creates in " + folder);
  }

  private static FileAttribute<?>[] executable() {
    return Ownership.isTold()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * A folder that only its owner writes to, whatever the process's mask; or the one that is there.
   */
  public static Path folder(Path folder) throws IOException {
    return Files.createDirectories(folder, executable());
  }

  /** Whether the lock is ours, or none is to be had in this file system. */
  private static boolean isOurs(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      return true;
    }
  }

  /** Where it lies. */
  public Path path() {
    return path;
  }

  /** Writes to it; to be flushed, not closed. */
  public OutputStream output() {
    return Channels.newOutputStream(channel);
  }

  /**
   * Gives it the name that it was made for, in the place of what has that now; whoever has the old
   * one open keeps it. Nothing waits for the disk: what a power cut leaves has another checksum.
   *
   * @throws NoSuchFileException if it has been deleted
   */
  public void moveTo(Path target) throws IOException {
    try {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes it unless it has been moved. */
  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(path);
    }
  }

  /** Deletes what earlier processes left in a folder. What cannot be deleted stays for later. */
  public static void sweep(Path folder) {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path path : left) {
        if (!path.getFileName().toString().contains("." + PROCESS + "-")) {
          deleteIfLeft(path);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // It may not be there, or not be ours to read; nothing depends on it.
    }
  }

  private static void deleteIfLeft(Path path) {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      if (isLeft(channel, path)) {
        Files.deleteIfExists(path);
      }
    } catch (OverlappingFileLockException | IOException e) {
      // Somebody in this JVM writes it, or has just moved it, or owns it.
    }
  }

  private static boolean isLeft(FileChannel channel, Path path) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      Instant touched = Files.getLastModifiedTime(path).toInstant();
      return touched.isBefore(Instant.now().minus(HOURS_LEFT_ALONE, ChronoUnit.HOURS));
    }
  }
}
