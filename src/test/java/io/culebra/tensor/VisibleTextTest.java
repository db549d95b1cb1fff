package io.culebra.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import io.culebra.Model;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
  @Test
  void whatMovesNothingStays() {
    String text = "Conv 'couche \u00e9l\u00e9mentaire \u5c42 \ud83d\ude80'";
    assertEquals(text, VisibleText.of(text, 100));
  }

  @Test
  void whatMovesIsWritten() {
    assertEquals("\\u001b[2J\\u000aok", VisibleText.of("\u001b[2J\nok", 100));
    assertEquals("a\\u202eb\\u2028", VisibleText.of("a\u202eb\u2028", 100));
    assertEquals("\\ud800", VisibleText.of("\ud800", 100));
  }

  @Test
  void longTextIsCut() {
    assertEquals("ab\u2026", VisibleText.of("abc", 2));
    assertEquals("a\u2026", VisibleText.of("a\ud83d\ude80b", 2));
  }

  /** Names of nodes, operators and domains reach messages; no message has what they could do. */
  @Test
  void messagesOfModelsAreOneLine() {
    String evil = "\u001b[31m\r\n\u202e" + "x".repeat(100_000);
    NodeProto node =
        NodeProto.newBuilder()
            .setName(evil)
            .setOpType(evil)
            .setDomain(evil)
            .addOutput(evil)
            .build();
    byte[] model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(evil).setVersion(1))
            .setGraph(GraphProto.newBuilder().setName(evil).addNode(node))
            .build()
            .toByteArray();
    CulebraException e = assertThrows(CulebraException.class, () -> Model.of(model).close());
    assertTrue(e.getMessage().length() < 5000, () -> e.getMessage().length() + " characters");
    assertFalse(e.getMessage().chars().anyMatch(Character::isISOControl), e::getMessage);
    assertFalse(e.getMessage().contains("\u202e"), e::getMessage);
  }
}
