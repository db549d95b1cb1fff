package io.culebra.select;

import io.culebra.cache.CacheFolder;
import io.culebra.cache.PartialFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What was measured on machines like this one, kept between processes in a file of its own for each
 * kind of machine. A file that is damaged, or belongs to another kind, is as good as none: it costs
 * time, and changes nothing else.
 *
 * <p>Any number of processes may use it at once: whoever adds to it takes what others have added,
 * and a reader sees the file before or after that. Safe for use by many threads.
 */
public final class TuningFile {
  private static final String FIRST_LINE = "culebra tuning 1";
  private static final String FOLDER = "tuning";
  private static final String SEPARATOR = "\t";
  private static final int FIELDS = 3;
  private static final long MOST_BYTES = 64L << 20;

  private static final System.Logger LOG = System.getLogger(TuningFile.class.getName());

  /** Locks of files do not keep the threads of one process apart. */
  private static final Object ADDING = new Object();

  private final List<CacheFolder> folders;
  private final String machine;

  /**
   * The file for a kind of machine.
   *
   * @param folders where it may lie, the first being preferred
   * @param machine all that times depend on: CPU, instruction sets, versions
   */
  public TuningFile(List<CacheFolder> folders, Map<String, String> machine) {
    this.folders = List.copyOf(folders);
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(machine)
        .forEach((key, value) ->
            lines.append("# ").append((key + ": " + value).replaceAll("\\s+", " ")).append('\n'));
    this.machine = lines.toString();
  }

  private String name() {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(machine.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum, 0, 8) + ".txt";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** What is known of this kind of machine; nothing where there is no file that can be used. */
  public Timings read() {
    Timings all = new Timings();
    for (CacheFolder folder : folders) {
      Path path = folder.path();
      if (path != null && folder.isOurs()) {
        all.addMissing(read(path.resolve(FOLDER).resolve(name())));
      }
    }
    return all;
  }

  private Timings read(Path file) {
    Timings timings = new Timings();
    try {
      if (Files.size(file) <= MOST_BYTES) {
        parse(Files.readString(file, StandardCharsets.UTF_8), timings);
        return timings;
      }
    } catch (NoSuchFileException e) {
      return timings;
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "the file of times {0} is not used: {1}", file, e.getMessage());
    }
    return new Timings();
  }

  private void parse(String text, Timings into) {
    int last = text.lastIndexOf("end ");
    String body = last < 0 ? "" : text.substring(0, last);
    if (!body.startsWith(FIRST_LINE + "\n" + machine)
        || !text.substring(last).equals("end " + sum(body) + "\n")) {
      throw new IllegalArgumentException("it is damaged, or of another machine");
    }
    String lines = body.substring(FIRST_LINE.length() + 1 + machine.length());
    for (String line : lines.lines().toList()) {
      String[] fields = line.split(SEPARATOR, FIELDS);
      if (fields.length < FIELDS) {
        throw new IllegalArgumentException("a line has no " + FIELDS + " fields");
      }
      into.put(new Problem(fields[2]), fields[1], Double.parseDouble(fields[0]));
    }
  }

  private static String sum(String text) {
    CRC32C sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }

  /**
   * Adds what was measured to what the file holds.
   *
   * @return whether it was kept; where not, a warning has told why
   */
  public boolean add(Timings measured) {
    IOException last = null;
    for (CacheFolder folder : folders) {
      try {
        add(measured, Files.createDirectories(folder.open().resolve(FOLDER)));
        return true;
      } catch (IOException e) {
        last = e;
      }
    }
    LOG.log(
        Level.WARNING,
        "what was measured is not kept: {0} (-Dculebra.cache names another folder)",
        last == null ? "no folder" : last.toString());
    return false;
  }

  @SuppressWarnings("try")
  private void add(Timings measured, Path folder) throws IOException {
    Path file = folder.resolve(name());
    PartialFile.sweep(folder);
    synchronized (ADDING) {
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(name() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Timings all = new Timings();
        all.addMissing(measured);
        all.addMissing(read(file));
        write(all, folder, file);
      } catch (OverlappingFileLockException e) {
        throw new IOException("another copy of the library in this JVM writes the file", e);
      }
    }
  }

  private void write(Timings timings, Path folder, Path file) throws IOException {
    StringBuilder text = new StringBuilder(FIRST_LINE + "\n" + machine);
    Map<String, Map<String, Double>> sorted = new TreeMap<>();
    timings.copy().forEach((problem, ways) -> sorted.put(problem.text(), ways));
    sorted.forEach((problem, ways) ->
        ways.forEach((way, nanos) ->
            text.append(Math.round(nanos))
                .append(SEPARATOR)
                .append(way)
                .append(SEPARATOR)
                .append(problem)
                .append('\n')));
    String body = text.toString();
    try (PartialFile partial = PartialFile.create(folder, file.getFileName().toString())) {
      partial.output().write((body + "end " + sum(body) + "\n").getBytes(StandardCharsets.UTF_8));
      partial.moveTo(file);
    }
  }
}
