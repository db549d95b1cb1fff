/**
 * The one implementation, shared by all backends, of what gains nothing from a second one: data
 * movement, comparisons, logic, integer arithmetic, shape arithmetic, and element types that the
 * fast backends leave out.
 *
 * <p>Movement is described as boxes of elements between strided places ({@link
 * io.culebra.portable.StridedCopy}) and carried out as runs of memory. Kernels work on raw
 * addresses within {@link io.culebra.tensor.NativeMemory#everything()}; what a model's data could
 * make them do wrong (an index out of range) is checked at run time.
 *
 * <p>Found by the planner as a service; nobody calls it directly.
 */
@NullMarked
package io.culebra.portable;

import org.jspecify.annotations.NullMarked;
