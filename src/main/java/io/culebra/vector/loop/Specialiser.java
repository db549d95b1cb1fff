package io.culebra.vector.loop;

import io.culebra.vector.math.LaneCode;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Map;

/**
 * Makes copies of a class in which the calls of {@link Hole}, and of functions of lanes, are
 * replaced by code. A template has a constructor without parameters and is never used itself.
 */
public final class Specialiser {
  private static final String HOLE = Hole.class.getName().replace('.', '/');

  private Specialiser() {}

  /**
   * An instance of a new copy of {@code template}, as a hidden class.
   *
   * @param lookup full access to the template's package
   * @param template the template
   * @param type what the template implements
   * @param functions the code for each method of {@link Hole} that the template calls
   */
  public static <T> T specialise(
      Lookup lookup, Class<? extends T> template, Class<T> type, Map<String, LaneCode> functions) {
    Lookup copy = copy(lookup, template, functions);
    try {
      return type.cast(
          copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class)).invoke());
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a template has a constructor without parameters", e);
    }
  }

  /**
   * A new copy of a class that calls functions of lanes and has no holes, as a hidden class.
   *
   * @param lookup full access to the package of the class
   * @param type the class, whose static methods are what is wanted of the copy
   * @return full access to the copy
   */
  public static Lookup spliced(Lookup lookup, Class<?> type) {
    return copy(lookup, type, Map.of());
  }

  private static Lookup copy(Lookup lookup, Class<?> template, Map<String, LaneCode> functions) {
    Splicer splicer = new Splicer();
    byte[] bytes =
        ClassFile.of()
            .transformClass(
                splicer.model(template),
                ClassTransform.transformingMethodBodies((code, element) -> {
                  if (!(element instanceof InvokeInstruction call)) {
                    code.with(element);
                  } else if (call.owner().asInternalName().equals(HOLE)) {
                    splicer.splice(code, functions.get(call.name().stringValue()));
                  } else if (Splicer.isFunction(call)) {
                    splicer.splice(code, call);
                  } else {
                    code.with(element);
                  }
                }));
    try {
      return lookup.defineHiddenClass(bytes, true);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("no full access to the package of " + template, e);
    }
  }
}
