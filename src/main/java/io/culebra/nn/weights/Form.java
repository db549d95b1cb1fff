package io.culebra.nn.weights;

import io.culebra.tensor.Constant;
import io.culebra.tensor.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The kinds of weight files, told by the end of their names. */
enum Form {
  NPZ {
    @Override
    WeightFile open(Path file) {
      return new NpzFile(file);
    }

    @Override
    void write(Path file, Map<String, Constant> weights) throws IOException {
      NpzFile.write(file, weights);
    }
  },

  SAFETENSORS {
    @Override
    WeightFile open(Path file) {
      requireJson(file);
      return new SafetensorsFile(file);
    }

    @Override
    void write(Path file, Map<String, Constant> weights) throws IOException {
      requireJson(file);
      SafetensorsFile.write(file, weights);
    }
  };

  static Form of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (Form form : values()) {
      if (name.endsWith("." + form.name().toLowerCase(Locale.ROOT))) {
        return form;
      }
    }
    throw new InvalidInputException(
        file + ": a file of weights has a name that ends with .npz or .safetensors");
  }

  private static void requireJson(Path file) {
    try {
      Class.forName("com.google.gson.stream.JsonReader", false, Form.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new InvalidInputException(
          file
              + ": safetensors files take the library com.google.code.gson:gson, which is not on"
              + " the class path (on the module path, add --add-modules com.google.gson)",
          e);
    }
  }

  abstract WeightFile open(Path file);

  abstract void write(Path file, Map<String, Constant> weights) throws IOException;
}
