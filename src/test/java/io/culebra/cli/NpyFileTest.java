package io.culebra.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.tensor.DataType;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpyFileTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "FLOAT16", "INT64", "INT16", "UINT8", "UINT32", "BOOL"})
  void readsWhatItWrote(DataType type) throws IOException {
    for (Shape shape : new Shape[] {Shape.of(2, 3), Shape.of(5), Shape.scalar(), Shape.of(0, 4)}) {
      Path file = folder.resolve("t.npy");
      try (Tensor tensor = Tensor.allocate(type, shape)) {
        for (long i = 0; i < tensor.segment().byteSize(); i++) {
          tensor.segment().set(ValueLayout.JAVA_BYTE, i, (byte) (i + 1));
        }
        NpyFile.write(file, tensor);
        try (Tensor read = NpyFile.read(file)) {
          assertEquals(tensor.type(), read.type());
          assertEquals(-1, tensor.segment().mismatch(read.segment()));
        }
      }
    }
  }

  @Test
  void theHeaderIsThatOfNumPy() throws IOException {
    Path file = folder.resolve("t.npy");
    try (Tensor tensor = Tensor.of(new float[] {1, 2, 3}, 3)) {
      NpyFile.write(file, tensor);
    }
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(128 + 12, bytes.length);
    assertArrayEquals(
        new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0}, Arrays.copyOf(bytes, 10));
    assertEquals(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
        new String(bytes, 10, 118, StandardCharsets.US_ASCII).strip());
  }

  @Test
  void refusesWhatItCannotRead() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }";
    refused("not a .npy file", new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    refused("bytes of elements", file(header, 11));
    refused("Fortran order", file(header.replace("False", "True"), 12));
    refused("type '>f4'", file(header.replace("<f4", ">f4"), 12));
    refused("not understood", file(header.replace("shape", "form"), 12));
    refused("too large", file(header.replace("3,", "9223372036854775807, 4"), 12));
    refused("cut short", Arrays.copyOf(file(header, 12), 20));
  }

  private static byte[] file(String header, int elementBytes) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    byte[] file = new byte[10 + text.length + elementBytes];
    System.arraycopy(
        new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0},
        0,
        file,
        0,
        10);
    System.arraycopy(text, 0, file, 10, text.length);
    return file;
  }

  private void refused(String reason, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("bad.npy"), content);
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> NpyFile.read(file));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    assertTrue(refused.getMessage().contains("bad.npy"), refused.getMessage());
  }
}
