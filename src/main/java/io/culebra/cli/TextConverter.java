package io.culebra.cli;

import picocli.CommandLine.ITypeConverter;

/** Leaves text as it is: the name in front of a value in {@code NAME=VALUE}. */
final class TextConverter implements ITypeConverter<String> {
  @Override
  public String convert(String text) {
    return text;
  }
}
