package io.culebra.cli;

import io.culebra.Backend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a backend by its name in lower case. */
final class BackendConverter implements ITypeConverter<Backend> {
  /** The names, for help. */
  static final class Labels extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Labels() {
      super(labels());
    }
  }

  @Override
  public Backend convert(String text) {
    return Arrays.stream(Backend.values())
        .filter(backend -> backend.label().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + text + "' is not one of " + labels()));
  }

  private static List<String> labels() {
    return Arrays.stream(Backend.values()).map(Backend::label).toList();
  }
}
