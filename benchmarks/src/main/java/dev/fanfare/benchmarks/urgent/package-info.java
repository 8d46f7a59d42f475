/// How long what is urgent takes while much else waits.
@NullMarked
package dev.fanfare.benchmarks.urgent;

import org.jspecify.annotations.NullMarked;
