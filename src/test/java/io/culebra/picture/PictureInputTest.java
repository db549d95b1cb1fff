package io.culebra.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.culebra.tensor.DataType;
import io.culebra.tensor.Dim;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Shape;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures as tensors: where every pixel lands, as what number, and what is refused. */
class PictureInputTest {
  private static final int[] COLOURS = {0x102030, 0x405060, 0x708090, 0xA0B0C0, 0xD0E0F0, 0x000000};

  /** A picture of 3 columns and 2 rows. */
  private static BufferedImage picture() {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, 3, 2, COLOURS, 0, 3);
    return picture;
  }

  private static BufferedImage plain(int width, int height, int rgb) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, rgb);
    picture.setRGB(0, 0, width, height, pixels, 0, width);
    return picture;
  }

  private static TensorType type(long... sizes) {
    return new TensorType(
        DataType.FLOAT,
        Shape.of(
            Arrays.stream(sizes)
                .mapToObj(size -> size < 0 ? Dim.symbol("d" + -size) : Dim.of(size))
                .toList()));
  }

  private static float[] numbers(TensorType type, BufferedImage picture, Normalization how) {
    try (Tensor tensor = PictureInput.of(type).tensor(picture, how)) {
      return tensor.toFloatArray();
    }
  }

  @Test
  void channelsFirstAndLastHoldTheSamePixels() {
    float[] first = numbers(type(2, 3, -1, -2), picture(), Normalization.RAW);
    float[] last = numbers(type(2, -1, -2, 3), picture(), Normalization.RAW);
    assertEquals(2 * 3 * 6, first.length);
    for (int item = 0; item < 2; item++) {
      for (int channel = 0; channel < 3; channel++) {
        for (int pixel = 0; pixel < 6; pixel++) {
          float expected = COLOURS[pixel] >> (16 - 8 * channel) & 255;
          assertEquals(expected, first[(item * 3 + channel) * 6 + pixel]);
          assertEquals(expected, last[(item * 6 + pixel) * 3 + channel]);
        }
      }
    }
  }

  @Test
  void everyNormalizationComputesWhatItsNameSays() {
    TensorType one = type(1, 3, -1, -2);
    BufferedImage pixel = plain(1, 1, 0xFF8000);
    float half = 128 / 255f;
    assertArrayEquals(new float[] {255, 128, 0}, numbers(one, pixel, Normalization.RAW));
    assertArrayEquals(new float[] {1, half, 0}, numbers(one, pixel, Normalization.UNIT), 1e-6f);
    assertArrayEquals(
        new float[] {1, 2 * half - 1, -1}, numbers(one, pixel, Normalization.SIGNED), 1e-6f);
    assertArrayEquals(
        new float[] {-1, 2 * half - 1, 1},
        numbers(one, pixel, Normalization.PP_OCR_RECOGNITION),
        1e-6f);
    assertArrayEquals(
        new float[] {0.515f / 0.229f, (half - 0.456f) / 0.224f, -0.406f / 0.225f},
        numbers(one, pixel, Normalization.IMAGENET),
        1e-5f);
    assertArrayEquals(
        new float[] {-0.485f / 0.229f, (half - 0.456f) / 0.224f, 0.594f / 0.225f},
        numbers(one, pixel, Normalization.PP_OCR_DETECTION),
        1e-5f);
    assertArrayEquals(
        new float[] {0.299f + 0.587f * half},
        numbers(type(1, 1, -1, -2), pixel, Normalization.UNIT),
        1e-6f);
  }

  @ParameterizedTest
  @CsvSource({
    "-1,3,-2,-3, 1x3x60x90",
    "1,3,30,-1, 1x3x30x45",
    "1,-1,30,3, 1x20x30x3",
    "-1,1,28,28, 1x1x28x28",
    "4,7,200,3, 4x7x200x3",
    "-1,-2,-3,-4, 1x3x60x90"
  })
  void aPictureTakesTheDeclaredSize(long a, long b, long c, long d, String expected) {
    TensorType type = type(a, b, c, d);
    try (Tensor tensor = PictureInput.of(type).tensor(plain(90, 60, 0x204060), null)) {
      assertEquals(expected, tensor.shape().toString());
      assertTrue(tensor.shape().elements() > 0);
    }
  }

  @Test
  void shrinkingAveragesAllPixels() {
    BufferedImage board = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      board.setRGB(i % 64, i / 64, (i % 64 + i / 64) % 2 == 0 ? 0xFFFFFF : 0);
    }
    for (float number : numbers(type(1, 3, 8, 8), board, Normalization.RAW)) {
      assertEquals(127.5f, number, 1f);
    }
  }

  @Test
  void greyFilesKeepTheirValues(@TempDir Path folder) throws IOException {
    BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 16; i++) {
      grey.getRaster().setSample(i % 4, i / 4, 0, 100);
    }
    Path file = folder.resolve("grey.png");
    ImageIO.write(grey, "png", file.toFile());
    BufferedImage read = PictureFile.read(file);
    for (float number : numbers(type(1, 1, 4, 4), read, Normalization.RAW)) {
      assertEquals(100, number, 1e-3f);
    }
  }

  @Test
  void whatTakesNoPictureIsRefused() {
    for (TensorType type :
        List.of(
            type(1, 3, 224),
            type(1, 4, 224, 224),
            type(1, 2, 3, 4),
            new TensorType(DataType.FLOAT, null),
            new TensorType(DataType.INT64, Shape.of(1, 3, 8, 8)))) {
      InvalidInputException e =
          assertThrows(InvalidInputException.class, () -> PictureInput.of(type), type::toString);
      assertTrue(String.valueOf(e.getMessage()).contains(type.toString()), e.getMessage());
    }
    assertThrows(
        InvalidInputException.class,
        () -> numbers(type(1, 1, 4, 4), picture(), Normalization.IMAGENET));
    assertThrows(
        InvalidInputException.class,
        () -> new Normalization(Normalization.Channels.RGB, 1, List.of(0f), List.of(0f)));
    assertThrows(
        InvalidInputException.class,
        () -> new Normalization(Normalization.Channels.RGB, 1, List.of(0f, 1f), List.of(1f)));
  }

  @Test
  void whatIsNoPictureIsRefusedByName(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no picture at all");
    assertNames(text);
    assertNames(folder.resolve("missing.png"));
    Path whole = folder.resolve("whole.png");
    ImageIO.write(plain(50, 50, 0x123456), "png", whole.toFile());
    byte[] bytes = Files.readAllBytes(whole);
    for (int length : new int[] {0, 8, 20, 30, bytes.length / 2}) {
      assertNames(Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, length)));
    }
    bytes[16] = 0x7F;
    bytes[20] = 0x7F;
    assertNames(Files.write(folder.resolve("huge.png"), bytes));
  }

  private static void assertNames(Path file) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> PictureFile.read(file));
    assertTrue(String.valueOf(e.getMessage()).contains(file.toString()), e.getMessage());
  }
}
