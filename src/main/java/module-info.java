/** Runs neural networks on the CPU: Vector API loops and oneDNN primitives under one planner. */
module io.culebra {
  exports io.culebra;
  exports io.culebra.nn;
  exports io.culebra.nn.generate;
  exports io.culebra.nn.zoo;
  exports io.culebra.tensor;

  opens io.culebra.cli to
      com.google.gson,
      info.picocli;

  requires com.google.protobuf;
  requires org.tribuo.util.onnx;
  requires jdk.jfr;
  requires jdk.management;
  requires static ai.djl.api;
  requires static ai.djl.tokenizers;
  requires static com.google.gson;
  requires static info.picocli;
  requires static java.desktop;
  requires static jdk.incubator.vector;
  requires static org.jspecify;
  requires static org.locationtech.jts;

  uses io.culebra.kernel.ImplementationProvider;

  provides io.culebra.kernel.ImplementationProvider with
      io.culebra.onednn.OnednnProvider,
      io.culebra.portable.PortableProvider,
      io.culebra.reference.ReferenceProvider,
      io.culebra.vector.VectorProvider;
}
