package io.culebra.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command did.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to the error stream
 */
record Outcome(int code, String out, String err) {
  /** Runs a command in this process. */
  static Outcome of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false);
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int code = Main.commandLine(console).execute(texts);
    return new Outcome(code, out.toString(), err.toString());
  }

  /** What it wrote to standard output, all of it JSON. */
  JsonElement json() {
    return JsonParser.parseString(out);
  }
}
