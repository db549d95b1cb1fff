/**
 * The steps that are matrix products: MatMul, Gemm, and Conv as an implicit product, with what is
 * fused to them.
 *
 * <p>Each implementation turns a step into a list of {@link io.culebra.vector.product.Product}s
 * over the same operands (one per batch item or group) and leaves the work to {@link
 * io.culebra.vector.product.ProductKernel}, which drives {@link io.culebra.vector.gemm}. Called by
 * the vector backend's provider.
 */
@NullMarked
package io.culebra.vector.product;

import org.jspecify.annotations.NullMarked;
