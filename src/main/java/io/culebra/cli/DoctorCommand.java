package io.culebra.cli;

import io.culebra.Culebra;
import io.culebra.Diagnosis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the library finds on this machine. */
@Command(
    name = "doctor",
    description =
        "Shows JDK, CPU, backends and limits; for everything that is off, why and what to do.")
final class DoctorCommand extends VerboseCommand {
  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  DoctorCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    Diagnosis diagnosis = Culebra.diagnose();
    console().out().println(json ? Json.of(diagnosis) : diagnosis.toString().stripTrailing());
    return DONE;
  }
}
