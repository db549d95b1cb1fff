package io.culebra.portable;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.ImplementationProvider;
import io.culebra.op.Dropout;
import io.culebra.op.Flatten;
import io.culebra.op.Identity;
import io.culebra.op.Reshape;
import io.culebra.op.Squeeze;
import io.culebra.op.Unsqueeze;
import java.util.List;
import java.util.stream.Stream;

/** The shared implementations, in plain Java: there on every machine. */
public final class PortableProvider implements ImplementationProvider {
  private static final List<Implementation> MOVEMENT =
      List.of(
          new PortableConcat(),
          new PortableDepthToSpace(),
          new PortableExpand(),
          new PortableGather(),
          new PortablePad(),
          new PortableSlice(),
          new PortableSpaceToDepth(),
          new PortableSplit(),
          new PortableTile(),
          new PortableTranspose(),
          new PlainCopy<>(Dropout.class),
          new PlainCopy<>(Flatten.class),
          new PlainCopy<>(Identity.class),
          new PlainCopy<>(Reshape.class),
          new PlainCopy<>(Squeeze.class),
          new PlainCopy<>(Unsqueeze.class));

  @Override
  public String backend() {
    return "portable";
  }

  @Override
  public Availability availability() {
    return Availability.yes();
  }

  @Override
  public List<Implementation> implementations() {
    return Stream.of(MOVEMENT).flatMap(List::stream).toList();
  }
}
