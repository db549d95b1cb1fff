package io.culebra.ocr;

import java.util.ArrayList;
import java.util.List;

/**
 * The characters that the recognition network knows, by class: a blank, those of its key file, and
 * a space.
 */
final class Alphabet {
  /** The class that stands for no character. */
  static final int BLANK = 0;

  private final List<String> characters = new ArrayList<>();

  Alphabet(List<String> keys) {
    characters.add("");
    characters.addAll(keys);
    characters.add(" ");
  }

  String character(int index) {
    return index < characters.size() ? characters.get(index) : "";
  }
}
