package io.culebra.vector.conv.winograd;

import io.culebra.kernel.Implementation;
import io.culebra.kernel.Kernel;
import io.culebra.kernel.KernelContext;
import io.culebra.kernel.KernelSpec;
import io.culebra.kernel.Layouts;
import io.culebra.kernel.Support;
import io.culebra.op.Conv;
import io.culebra.op.Op;
import java.util.List;

/** One of the algorithms, for all steps that it can run, be it fast or not. */
record OneForm(TileForm form) implements Implementation {
  @Override
  public String name() {
    return "winograd with tiles of " + form.outputs();
  }

  @Override
  public Class<? extends Op> operator() {
    return Conv.class;
  }

  @Override
  public Support supports(KernelSpec spec) {
    return WinogradConvolution.canRun(spec);
  }

  @Override
  public List<Layouts> layouts(KernelSpec spec) {
    return new WinogradConvolution().layouts(spec);
  }

  @Override
  public Kernel create(KernelSpec spec, KernelContext context) {
    return WinogradConvolution.create(spec, context, form);
  }
}
