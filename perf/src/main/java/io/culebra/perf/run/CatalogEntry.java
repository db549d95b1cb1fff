package io.culebra.perf.run;

import io.culebra.perf.data.Inputs;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model to measure.
 *
 * @param quick whether quick runs measure it too
 * @param source where it comes from: {@code zoo:NAME}, {@code jar:RESOURCE}, {@code light:FILE} or
 *     {@code file:PATH}
 * @param shapes the shapes of inputs by name; the name {@code *} stands for every input
 */
record CatalogEntry(String name, boolean quick, String source, Map<String, long[]> shapes) {

  private static final String CATALOG = "models.txt";

  /** The entries of the data file. */
  static List<CatalogEntry> all() {
    return DataFile.lines(CATALOG).map(CatalogEntry::parse).toList();
  }

  /** An entry for a file that the user named. */
  static CatalogEntry ofFile(Path file, Map<String, long[]> shapes) {
    return new CatalogEntry(String.valueOf(file.getFileName()), true, "file:" + file, shapes);
  }

  /** Whether it needs the folder of models that are no part of this project. */
  boolean isLight() {
    return source.startsWith("light:");
  }

  private static CatalogEntry parse(String line) {
    String[] words = line.strip().split("\\s+");
    Map<String, long[]> shapes = new LinkedHashMap<>();
    Arrays.stream(words)
        .skip(3)
        .map(word -> word.split("=", 2))
        .forEach(shape -> shapes.put(shape[0], Inputs.parseShape(shape[1])));
    return new CatalogEntry(words[0], words[1].equals("quick"), words[2], shapes);
  }
}
