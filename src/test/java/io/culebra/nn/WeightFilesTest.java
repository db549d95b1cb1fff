package io.culebra.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.tensor.CulebraException;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightFilesTest {
  @TempDir private Path folder = Path.of("");

  private static Network network(int seed) {
    return new Sequential("small", seed)
        .input(3, 4)
        .add(Dense.of(5).named("hidden"))
        .add(new LayerNorm())
        .add(Dense.of(2).withoutBias())
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"npz", "safetensors"})
  void whatWasSavedComesBackUnderItsName(String form) {
    Path file = folder.resolve("w." + form);
    Network one = network(1);
    one.saveWeights(file);
    Network other = network(2);
    assertFalse(Arrays.equals(one.toOnnx(), other.toOnnx()));
    Network read = other.withWeights(file);
    assertEquals(
        Map.of(
            "hidden/kernel", Shape.of(4, 5),
            "hidden/bias", Shape.of(5),
            "layer_norm/gamma", Shape.of(5),
            "layer_norm/beta", Shape.of(5),
            "dense/kernel", Shape.of(5, 2)),
        read.weightShapes());
    for (String name : one.weightShapes().keySet()) {
      try (Tensor expected = one.weight(name);
          Tensor y = read.weight(name)) {
        assertArrayEquals(expected.toFloatArray(), y.toFloatArray(), name);
      }
    }
    assertEquals(one.parameters(), read.parameters());
    read.saveWeights(file);
    assertArrayEquals(read.toOnnx(), network(3).withWeights(file).toOnnx());
  }

  @ParameterizedTest
  @ValueSource(strings = {"npz", "safetensors"})
  void namesAllThatDoesNotFitAtOnce(String form) {
    Path file = folder.resolve("w." + form);
    new Sequential("other")
        .input(3, 4)
        .add(Dense.of(6).named("hidden"))
        .add(Dense.of(2).withoutBias().named("strange"))
        .build()
        .saveWeights(file);
    String message =
        String.valueOf(
            assertThrows(InvalidInputException.class, () -> network(1).withWeights(file))
                .getMessage());
    assertTrue(
        message.contains("missing layer_norm/gamma, layer_norm/beta, dense/kernel"), message);
    assertTrue(message.contains("unknown strange/kernel"), message);
    assertTrue(message.contains("hidden/kernel, FLOAT 4x6 where FLOAT 4x5 is wanted"), message);
    assertTrue(message.contains("hidden/bias, FLOAT 6"), message);
  }

  @Test
  void otherNamesAndMoreArraysAreTakenWhenAsked() {
    Path file = folder.resolve("w.npz");
    new Sequential("other", 5)
        .input(3)
        .add(Dense.of(3).named("theirs"))
        .add(Dense.of(1).named("head"))
        .build()
        .saveWeights(file);
    Network mine = new Sequential("mine", 6).input(3).add(Dense.of(3).named("ours")).build();
    assertThrows(InvalidInputException.class, () -> mine.withWeights(file));
    Network read =
        mine.withWeights(file, n -> n.replace("ours", "theirs"), n -> n.startsWith("head"));
    assertEquals(mine.weightShapes(), read.weightShapes());
  }

  @Test
  void shorterFloatsBecomeFloat32() throws IOException {
    Path file = folder.resolve("w.safetensors");
    String header =
        """
        {"__metadata__":{"made":"by hand"},
         "d/bias":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]},
         "d/kernel":{"dtype":"F16","shape":[1,2],"data_offsets":[0,4]}}
        """;
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort(Float.floatToFloat16(0.5f)).putShort(Float.floatToFloat16(-3));
    data.putShort((short) (Float.floatToIntBits(2) >>> 16));
    data.putShort((short) (Float.floatToIntBits(-1) >>> 16));
    Files.write(file, safetensors(header, data.array()));
    Network read =
        new Sequential("x").input(1).add(Dense.of(2).named("d")).build().withWeights(file);
    try (Tensor kernel = read.weight("d/kernel");
        Tensor bias = read.weight("d/bias")) {
      assertArrayEquals(new float[] {0.5f, -3}, kernel.toFloatArray());
      assertArrayEquals(new float[] {2, -1}, bias.toFloatArray());
    }
  }

  private static byte[] safetensors(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'k':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | lies in the bytes",
        "{'k':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | behind a hole",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | within the tensor before it",
        "{'k':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 8 are there",
        "{'k':{'dtype':'F32','shape':[-1],'data_offsets':[0,8]}} | shape",
        "{'k':{'dtype':'F32','shape':[4611686018427387904,8],'data_offsets':[0,8]}} | too large",
        "{'k':{'dtype':'F9','shape':[1],'data_offsets':[0,8]}} | dtype",
        "{'k':{'dtype':'F32','data_offsets':[0,8]}} | lacks",
        "{'k':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}} | damaged",
        "{'k':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}} | damaged",
        "{'k':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}} | damaged",
        "{'k':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} x | damaged",
        "{'k':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'k':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | two tensors",
        "[] | damaged",
        "{ | damaged"
      })
  void refusesSafetensorsThatContradictThemselves(String header, String reason) throws IOException {
    Path file = folder.resolve("w.safetensors");
    Files.write(file, safetensors(header.strip().replace('\'', '"'), new byte[8]));
    String message =
        String.valueOf(
            assertThrows(InvalidInputException.class, () -> network(1).withWeights(file))
                .getMessage());
    assertTrue(message.contains(reason.strip()), message);
  }

  @Test
  void refusesOtherEndingsAndAbsentFiles() {
    for (String name : List.of("w.bin", "absent.npz", "absent.safetensors")) {
      assertThrows(
          InvalidInputException.class, () -> network(1).withWeights(folder.resolve(name)), name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"npz", "safetensors"})
  void damagedFilesAreReadOrRefused(String form) throws IOException {
    Path whole = folder.resolve("w." + form);
    network(1).saveWeights(whole);
    byte[] good = Files.readAllBytes(whole);
    Path file = folder.resolve("damaged." + form);
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] bytes = i % 4 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      for (int k = 0; i % 4 != 0 && k <= random.nextInt(3); k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(file, bytes);
      try {
        network(2).withWeights(file);
      } catch (CulebraException e) {
        refused++;
      }
    }
    assertTrue(refused > 100, "only " + refused + " were refused");
  }
}
