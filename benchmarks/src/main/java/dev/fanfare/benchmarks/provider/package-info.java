/// Providers that are made up: what they do stands in the address, and some are called over a socket.
@NullMarked
package dev.fanfare.benchmarks.provider;

import org.jspecify.annotations.NullMarked;
