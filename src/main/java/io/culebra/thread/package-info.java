/**
 * Threads of the library's own: with a stack of the library's choosing, and with an exception that
 * names the limit where the system gives no more of them. Every room may use it; it knows only the
 * exceptions.
 */
@NullMarked
package io.culebra.thread;

import org.jspecify.annotations.NullMarked;
