package io.culebra.nn.weights;

import io.culebra.onnx.FileBytes;
import io.culebra.tensor.Constant;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Tensor;
import io.culebra.tensor.TensorType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's archives of arrays: a zip file with an entry {@code NAME.npy} for each. */
final class NpzFile implements WeightFile {
  private static final String SUFFIX = ".npy";

  private final Path file;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  NpzFile(Path file) {
    this.file = file;
    try {
      FileBytes.requireRegular(file);
      zip = new ZipFile(file.toFile());
    } catch (IOException e) {
      throw new InvalidInputException(file + " cannot be read as a .npz file: " + e, e);
    } catch (UnsupportedOperationException e) {
      throw new InvalidInputException(
          file + " lies in another file system than the default one, where no .npz file is read",
          e);
    }
    try {
      Enumeration<? extends ZipEntry> all = zip.entries();
      while (all.hasMoreElements()) {
        add(all.nextElement());
      }
    } catch (RuntimeException e) {
      close();
      throw e instanceof InvalidInputException ? e : damaged("its directory", e);
    }
  }

  private void add(ZipEntry entry) {
    String name = entry.getName();
    if (name.endsWith(SUFFIX)) {
      name = name.substring(0, name.length() - SUFFIX.length());
    }
    if (entries.put(name, entry) != null) {
      throw new InvalidInputException(file + ": two arrays are called '" + name + "'");
    }
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  @Override
  public TensorType type(String name) {
    try (ReadableByteChannel channel = channel(name)) {
      NpyHeader header = NpyHeader.read(channel, where(name));
      return new TensorType(header.dataType(), header.shape());
    } catch (IOException e) {
      throw damaged("'" + name + "'", e);
    }
  }

  @Override
  public Tensor read(String name) {
    try (ReadableByteChannel channel = channel(name)) {
      NpyHeader header = NpyHeader.read(channel, where(name));
      if (header.elementBytes() > entry(name).getSize()) {
        throw new InvalidInputException(where(name) + ": cut short");
      }
      Tensor tensor = Tensor.allocate(header.dataType(), header.shape());
      try {
        Transfer.read(channel, tensor.segment(), where(name));
        if (channel.read(ByteBuffer.allocate(1)) > 0) {
          throw new InvalidInputException(where(name) + ": more bytes than its shape has");
        }
        return tensor;
      } catch (IOException | RuntimeException e) {
        tensor.close();
        throw e;
      }
    } catch (IOException e) {
      throw damaged("'" + name + "'", e);
    }
  }

  private ReadableByteChannel channel(String name) throws IOException {
    InputStream stream = zip.getInputStream(entry(name));
    if (stream == null) {
      throw new InvalidInputException(where(name) + ": its bytes are missing");
    }
    return Channels.newChannel(stream);
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw new InvalidInputException(file + ": there is no array '" + name + "'");
    }
    return entry;
  }

  private String where(String name) {
    return file + ": '" + name + "'";
  }

  private InvalidInputException damaged(String what, Exception e) {
    return new InvalidInputException(file + ": " + what + " is damaged: " + e, e);
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw damaged("it", e);
    }
  }

  static void write(Path file, Map<String, Constant> weights) throws IOException {
    try (ZipOutputStream zip =
            new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
        WritableByteChannel channel = Channels.newChannel(zip)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Map.Entry<String, Constant> weight : weights.entrySet()) {
        try (Tensor tensor = weight.getValue().toTensor()) {
          zip.putNextEntry(new ZipEntry(weight.getKey() + SUFFIX));
          zip.write(NpyHeader.of(tensor.type()).toBytes());
          Transfer.write(channel, tensor.segment());
          zip.closeEntry();
        }
      }
    }
  }
}
