/**
 * The contract between the planner and the backends: what an implementation of an operator says of
 * itself and what it makes.
 *
 * <p>The way of a step: the planner describes a node with concrete shapes as a {@link
 * io.culebra.kernel.KernelSpec}, asks the {@link io.culebra.kernel.Implementation}s that the {@link
 * io.culebra.kernel.ImplementationProvider}s list for it, {@linkplain
 * io.culebra.kernel.Implementation#supports whether} they can run it and in which {@linkplain
 * io.culebra.kernel.Implementation#layouts layouts}, and lets the chosen one {@linkplain
 * io.culebra.kernel.Implementation#create prepare} a {@link io.culebra.kernel.Kernel}: immutable,
 * shared by all threads, weights packed. A kernel is {@linkplain io.culebra.kernel.Kernel#bind
 * bound} to the addresses of one lane, which gives an {@link io.culebra.kernel.Invocation} that
 * runs without allocating.
 *
 * <p>A kernel may {@linkplain io.culebra.kernel.Kernel#needsFinite need finite} operands to give
 * the operator's answer; its invocations then have an {@linkplain
 * io.culebra.kernel.Invocation#runExact exact way} too, and the planner sees to it that the right
 * one is taken.
 *
 * <p>Backends ({@code reference}, {@code portable}, {@code vector}, {@code onednn}) implement it,
 * {@code plan} calls it; it calls {@code op} and {@code tensor}.
 */
@NullMarked
package io.culebra.kernel;

import org.jspecify.annotations.NullMarked;
