package io.culebra.cli;

import io.culebra.Backend;
import io.culebra.ocr.AnnotatedPicture;
import io.culebra.ocr.OcrModels;
import io.culebra.ocr.TextLine;
import io.culebra.ocr.TextReader;
import io.culebra.picture.PictureFile;
import io.culebra.tensor.BackendException;
import io.culebra.tensor.CulebraException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads the text in a picture, and shows how fast each backend does. */
@Command(
    name = "demo",
    description =
        "Reads the text in a picture with PP-OCRv4; 'demo text' compares sentences with MiniLM.")
final class DemoCommand extends VerboseCommand {
  private static final String OWN = "/io/culebra/ocr/demo.png";
  private static final double WARM_UP_SECONDS = 4;
  private static final double SECONDS = 2;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..1",
      description = "The picture; without one the demo takes its own.")
  private @Nullable Path image;

  @Option(
      names = "--out",
      paramLabel = "FILE.png",
      description = "Write the picture with the box of every line here.")
  private @Nullable Path out;

  @Mixin private ThreadFlag threads = new ThreadFlag();

  @Option(names = "--json", description = "Print lines and times as JSON.")
  private boolean json;

  DemoCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    BufferedImage picture = picture();
    List<BackendTime> times = new ArrayList<>();
    List<TextLine> lines = List.of();
    try (Progress progress = console().progress("loading PP-OCRv4");
        OcrModels models = OcrModels.load()) {
      for (Backend backend : List.of(Backend.VECTOR, Backend.ONEDNN, Backend.AUTO)) {
        progress.now("reading on " + backend.label());
        try (TextReader reader = TextReader.open(models, threads.options(backend))) {
          readFor(WARM_UP_SECONDS, reader, picture);
          times.add(new BackendTime(backend.label(), readFor(SECONDS, reader, picture), ""));
          lines = reader.read(picture);
        } catch (CulebraException e) {
          times.add(new BackendTime(backend.label(), null, e.getMessage()));
        }
      }
    }
    if (times.stream().allMatch(time -> time.medianMillis() == null)) {
      throw new BackendException("no backend can run the demo: " + times.getLast().reason());
    }
    if (out != null) {
      ImageIO.write(AnnotatedPicture.of(picture, lines), "png", out.toFile());
    }
    PictureDemoResult result =
        PictureDemoResult.of(
            image == null ? "the demo's own picture" : image.toString(), lines, times);
    console().out().println(json ? Json.of(result) : result.toString());
    return DONE;
  }

  private BufferedImage picture() throws IOException {
    if (image == null) {
      try (InputStream in = DemoCommand.class.getResourceAsStream(OWN)) {
        if (in == null) {
          throw new IOException("the demo's picture is missing from the library");
        }
        return PictureFile.read(in, OWN);
      }
    }
    if (!Files.isRegularFile(image)) {
      throw new UsageException(
          "there is no picture " + image + "; to compare sentences: culebra demo text \"…\" \"…\"");
    }
    return PictureFile.read(image);
  }

  /** Reads the picture again and again for some seconds; the median in milliseconds. */
  private static double readFor(double seconds, TextReader reader, BufferedImage picture) {
    List<Long> nanos = new ArrayList<>();
    long start = System.nanoTime();
    do {
      long before = System.nanoTime();
      reader.read(picture);
      nanos.add(System.nanoTime() - before);
    } while (System.nanoTime() - start < seconds * 1e9);
    nanos.sort(null);
    return nanos.get(nanos.size() / 2) / 1e6;
  }
}
