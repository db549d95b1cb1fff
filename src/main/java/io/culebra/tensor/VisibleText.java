package io.culebra.tensor;

import org.jspecify.annotations.Nullable;

/**
 * Text of strangers, such as names in model files, on its way into messages: nothing in it moves a
 * cursor, changes a color, begins a line or turns the direction of reading.
 *
 * <p>Safe for use by many threads.
 */
public final class VisibleText {
  private static final String CUT = "\u2026";

  private VisibleText() {}

  /**
   * The text with control characters, marks of direction, separators of lines and halves of
   * surrogate pairs written as {@code \\u001b}, and what is beyond {@code most} characters left
   * out.
   */
  public static String of(String text, int most) {
    StringBuilder visible = null;
    int end = Math.min(text.length(), most);
    if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        append(visible, c, text.charAt(i + 1));
        i++;
      } else if (isHarmless(c)) {
        append(visible, c);
      } else {
        if (visible == null) {
          visible = new StringBuilder(text.length() + 16).append(text, 0, i);
        }
        visible.append("\\u%04x".formatted((int) c));
      }
    }
    String shown = visible == null ? text.substring(0, end) : visible.toString();
    return end < text.length() ? shown + CUT : shown;
  }

  private static void append(@Nullable StringBuilder visible, char... characters) {
    if (visible != null) {
      visible.append(characters);
    }
  }

  private static boolean isHarmless(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
