import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Adds up the reports of Surefire and Failsafe and prints one line in their form. Exits with 1 when a
 * test was skipped that the list of allowed skips does not name, or when no test ran.
 *
 * <p>Usage: {@code java CountTests.java ALLOWED_SKIPS REPORT_FOLDER...}
 */
class CountTests {
  private final Set<String> allowed = new TreeSet<>();
  private final Set<String> unexplained = new TreeSet<>();
  private int run;
  private int failures;
  private int errors;
  private int skipped;

  public static void main(String[] args) throws Exception {
    CountTests count = new CountTests();
    count.readAllowed(Path.of(args[0]));
    for (int i = 1; i < args.length; i++) {
      count.addFolder(Path.of(args[i]));
    }
    System.exit(count.report() ? 0 : 1);
  }

  private void readAllowed(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split(": ", 2);
      if (parts.length < 2 || parts[1].isBlank()) {
        throw new IOException(file + ": no reason in '" + line + "'");
      }
      allowed.add(parts[0].strip());
    }
  }

  private void addFolder(Path folder) throws Exception {
    if (!Files.isDirectory(folder)) {
      return;
    }
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> reports = Files.newDirectoryStream(folder, "TEST-*.xml")) {
      reports.forEach(files::add);
    }
    for (Path file : files) {
      add(parser.parse(file.toFile()).getDocumentElement());
    }
  }

  private void add(Element suite) {
    NodeList cases = suite.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      run++;
      failures += test.getElementsByTagName("failure").getLength() > 0 ? 1 : 0;
      errors += test.getElementsByTagName("error").getLength() > 0 ? 1 : 0;
      if (test.getElementsByTagName("skipped").getLength() > 0) {
        skipped++;
        String name = name(test);
        if (!allowed.contains(name)) {
          unexplained.add(name);
        }
      }
    }
  }

  /** CLASS#METHOD, without the suffix of the execution and without the arguments of the method. */
  private static String name(Element test) {
    String type = test.getAttribute("classname").replaceFirst("\\(.*", "");
    String method = test.getAttribute("name").replaceFirst("[({\\[].*", "");
    return type + "#" + method;
  }

  private boolean report() {
    for (String name : unexplained) {
      System.out.println("Skipped without a reason in .ci/allowed-skips: " + name);
    }
    System.out.printf(
        "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d%n", run, failures, errors, skipped);
    return unexplained.isEmpty() && run > 0;
  }
}
