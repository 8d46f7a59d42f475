/// From the call of the front door to the provider's socket.
@NullMarked
package dev.fanfare.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
