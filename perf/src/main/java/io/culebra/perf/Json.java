package io.culebra.perf;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** How results are written as JSON: names in snake case, NaN and infinities as such. */
public final class Json {

  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .serializeSpecialFloatingPointValues()
          .disableHtmlEscaping()
          .create();

  private Json() {}

  /** The object on one line. */
  public static String write(Object object) {
    return GSON.toJson(object);
  }

  /** The object behind JSON that {@link #write} made. */
  public static <T> T read(String json, Class<T> type) {
    return GSON.fromJson(json, type);
  }
}
