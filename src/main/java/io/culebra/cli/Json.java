package io.culebra.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** Writes figures as JSON. */
final class Json {
  private static final Gson GSON =
      new GsonBuilder()
          .serializeNulls()
          .serializeSpecialFloatingPointValues()
          .disableHtmlEscaping()
          .setPrettyPrinting()
          .create();

  private Json() {}

  /** The JSON text of records, maps, lists, strings and numbers. */
  static String of(Object value) {
    return GSON.toJson(value);
  }
}
