package io.culebra.nn.weights;

import io.culebra.nn.weights.SafetensorsHeader.Entry;
import io.culebra.onnx.FileBytes;
import io.culebra.tensor.Constant;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * <a href="https://huggingface.co/docs/safetensors">Safetensors</a>: eight bytes that tell the
 * length of a header in JSON, the header, and the elements of all tensors one behind the other.
 */
final class SafetensorsFile implements WeightFile {
  private static final int LENGTH_BYTES = 8;

  /** The length that safetensors' own reader allows. */
  private static final long MOST_HEADER_BYTES = 100_000_000;

  private static final int ALIGNMENT = 8;

  private final Path file;
  private final FileChannel channel;
  private final Map<String, Entry> entries;
  private final long start;

  SafetensorsFile(Path file) {
    this.file = file;
    try {
      FileBytes.requireRegular(file);
      channel = FileChannel.open(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    try {
      ByteBuffer size = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      long length = Transfer.read(channel, size, file.toString()).getLong();
      long rest = channel.size() - LENGTH_BYTES;
      if (length < 0 || length > rest || length > MOST_HEADER_BYTES) {
        throw new InvalidInputException(
            file + ": a header of " + length + " bytes, and " + rest + " are there");
      }
      ByteBuffer header = ByteBuffer.allocate((int) length);
      String json =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(Transfer.read(channel, header, file.toString()))
              .toString();
      start = LENGTH_BYTES + length;
      entries = SafetensorsHeader.parse(json, rest - length, file.toString());
    } catch (CharacterCodingException e) {
      close();
      throw new InvalidInputException(file + ": its header is not UTF-8", e);
    } catch (IOException e) {
      close();
      throw unreadable(file, e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static InvalidInputException unreadable(Path file, IOException e) {
    return new InvalidInputException(file + " cannot be read: " + e, e);
  }

  @Override
  public Set<String> names() {
    return entries.keySet();
  }

  @Override
  public TensorType type(String name) {
    return entry(name).type();
  }

  @Override
  public Tensor read(String name) {
    Entry entry = entry(name);
    Tensor tensor = Tensor.allocate(entry.type().dataType(), entry.shape());
    try {
      channel.position(start + entry.begin());
      Transfer.read(channel, tensor.segment(), file + ": '" + name + "'");
      return tensor;
    } catch (IOException e) {
      tensor.close();
      throw unreadable(file, e);
    } catch (RuntimeException e) {
      tensor.close();
      throw e;
    }
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new InvalidInputException(file + ": there is no tensor '" + name + "'");
    }
    return entry;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static void write(Path file, Map<String, Constant> weights) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    long end = 0;
    for (Map.Entry<String, Constant> weight : weights.entrySet()) {
      Constant constant = weight.getValue();
      TensorType type = new TensorType(constant.dataType(), constant.shape());
      entries.put(weight.getKey(), new Entry(type, end, end + constant.bytes()));
      end += constant.bytes();
    }
    byte[] json = SafetensorsHeader.format(entries).getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-json.length, ALIGNMENT);
    ByteBuffer header =
        ByteBuffer.allocate(LENGTH_BYTES + json.length + padding)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length + padding)
            .put(json)
            .put(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII))
            .flip();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (header.hasRemaining()) {
        channel.write(header);
      }
      for (Constant weight : weights.values()) {
        try (Tensor tensor = weight.toTensor()) {
          Transfer.write(channel, tensor.segment());
        }
      }
    }
  }
}
