/**
 * Attention as one step: products with the queries, softmax and products with the values, block by
 * block, so that scores never leave the cache. Few queries, as in decoding, stream through the keys
 * and values where they lie; many go through packed blocks and the micro-kernels of {@code gemm}.
 */
@NullMarked
package io.culebra.vector.attention;

import org.jspecify.annotations.NullMarked;
