package io.culebra.specials;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every implementation of every backend, on special numbers. */
class SpecialNumbersTest {
  private static Stream<DynamicTest> tests(List<SpecialCase> cases) {
    return cases.stream()
        .map(one -> DynamicTest.dynamicTest(one.toString(), () -> EveryWay.check(one)));
  }

  @TestFactory
  Stream<DynamicTest> functions() {
    return tests(ElementwiseCases.functions());
  }

  @TestFactory
  Stream<DynamicTest> powers() {
    return tests(ElementwiseCases.powers());
  }

  @TestFactory
  Stream<DynamicTest> roots() {
    return tests(ElementwiseCases.roots());
  }

  @TestFactory
  Stream<DynamicTest> pairs() {
    return tests(ElementwiseCases.pairs());
  }

  @TestFactory
  Stream<DynamicTest> slopes() {
    return tests(ElementwiseCases.slopes());
  }

  @TestFactory
  Stream<DynamicTest> reductions() {
    return tests(FoldCases.reductions());
  }

  @TestFactory
  Stream<DynamicTest> softmax() {
    return tests(FoldCases.softmax());
  }

  @TestFactory
  Stream<DynamicTest> extremes() {
    return tests(FoldCases.extremes());
  }

  @TestFactory
  Stream<DynamicTest> poolings() {
    return tests(PoolingCases.all());
  }

  @TestFactory
  Stream<DynamicTest> normalizations() {
    return tests(LayerCases.normalizations());
  }

  @TestFactory
  Stream<DynamicTest> products() {
    return tests(LayerCases.products());
  }

  @TestFactory
  Stream<DynamicTest> convolutions() {
    return tests(LayerCases.convolutions());
  }

  @TestFactory
  Stream<DynamicTest> attention() {
    return tests(AttentionCases.all());
  }
}
