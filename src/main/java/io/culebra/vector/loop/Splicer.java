package io.culebra.vector.loop;

import io.culebra.vector.math.LaneCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies the bodies of static methods into other methods, in place of calls. Methods of the package
 * of functions that a body calls are copied as well, to any depth. Bodies must be free of branches.
 */
final class Splicer {
  private static final String FUNCTIONS = LaneCode.class.getPackageName().replace('.', '/') + "/";

  private final Map<String, ClassModel> models = new HashMap<>();

  /** The class as it was compiled. */
  ClassModel model(Class<?> type) {
    return model(type.getName().replace('.', '/'));
  }

  /** Replaces a call whose vector arguments are on the stack. */
  void splice(CodeBuilder code, @Nullable LaneCode function) {
    if (function == null) {
      throw new IllegalArgumentException("a hole without a function");
    }
    function.constants().forEach(code::loadConstant);
    splice(code, method(model(function.owner()), function.method(), null));
  }

  /** Replaces a call of a function whose arguments are on the stack. */
  void splice(CodeBuilder code, InvokeInstruction call) {
    splice(
        code,
        method(
            model(call.owner().asInternalName()),
            call.name().stringValue(),
            call.type().stringValue()));
  }

  private void splice(CodeBuilder code, MethodModel method) {
    CodeModel body = method.code().orElseThrow();
    int[] slots = new int[((CodeAttribute) body).maxLocals()];
    storeArguments(code, method, slots);
    for (CodeElement element : body) {
      switch (element) {
        case LoadInstruction load -> code.loadLocal(load.typeKind(), slots[load.slot()]);
        case StoreInstruction store -> {
          slots[store.slot()] = code.allocateLocal(store.typeKind());
          code.storeLocal(store.typeKind(), slots[store.slot()]);
        }
        case ReturnInstruction end -> {}
        case InvokeInstruction call when isFunction(call) -> splice(code, call);
        case Instruction instruction -> code.with(instruction);
        default -> {}
      }
    }
  }

  /** Whether it calls a function of lanes. */
  static boolean isFunction(InvokeInstruction call) {
    return call.opcode() == Opcode.INVOKESTATIC
        && call.owner().asInternalName().startsWith(FUNCTIONS);
  }

  /** Moves the arguments from the stack to locals of their own. */
  private static void storeArguments(CodeBuilder code, MethodModel method, int[] slots) {
    List<ClassDesc> parameters = method.methodTypeSymbol().parameterList();
    int slot = 0;
    TypeKind[] kinds = new TypeKind[slots.length];
    int[] places = new int[parameters.size()];
    for (int i = 0; i < parameters.size(); i++) {
      kinds[i] = TypeKind.from(parameters.get(i));
      places[i] = slot;
      slot += kinds[i].slotSize();
    }
    for (int i = parameters.size() - 1; i >= 0; i--) {
      slots[places[i]] = code.allocateLocal(kinds[i]);
      code.storeLocal(kinds[i], slots[places[i]]);
    }
  }

  private static MethodModel method(ClassModel type, String name, @Nullable String descriptor) {
    return type.methods().stream()
        .filter(m -> m.methodName().equalsString(name))
        .filter(m -> descriptor == null || m.methodType().equalsString(descriptor))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(type.thisClass().name() + " has no method " + name));
  }

  private ClassModel model(String internalName) {
    return models.computeIfAbsent(internalName, Splicer::read);
  }

  private static ClassModel read(String internalName) {
    try (InputStream in = Splicer.class.getResourceAsStream("/" + internalName + ".class")) {
      if (in == null) {
        throw new IllegalStateException("the class file of " + internalName + " is missing");
      }
      return ClassFile.of().parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the class file of " + internalName, e);
    }
  }
}
