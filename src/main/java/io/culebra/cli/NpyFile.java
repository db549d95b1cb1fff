package io.culebra.cli;

import io.culebra.nn.weights.NpyHeader;
import io.culebra.nn.weights.Transfer;
import io.culebra.tensor.InvalidInputException;
import io.culebra.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** NumPy's files of one array. */
final class NpyFile {
  private NpyFile() {}

  /**
   * Reads a file into a tensor that the caller closes.
   *
   * @throws InvalidInputException if it is no such file, or holds what a tensor cannot hold
   */
  static Tensor read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      NpyHeader header = NpyHeader.read(channel, file.toString());
      long left = channel.size() - channel.position();
      if (header.elementBytes() != left) {
        throw new InvalidInputException(
            file
                + ": "
                + left
                + " bytes of elements, which is not an array of "
                + header.dataType()
                + " "
                + header.shape());
      }
      Tensor tensor = Tensor.allocate(header.dataType(), header.shape());
      Transfer.read(channel, tensor.segment(), file.toString());
      return tensor;
    }
  }

  /** Writes a tensor of any type that NumPy has too. */
  static void write(Path file, Tensor tensor) throws IOException {
    byte[] header = NpyHeader.of(tensor.type()).toBytes();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(header));
      Transfer.write(channel, tensor.segment());
    }
  }
}
