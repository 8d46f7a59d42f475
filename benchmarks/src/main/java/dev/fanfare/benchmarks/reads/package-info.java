/// Reading what the stores hold, while many ask at once.
@NullMarked
package dev.fanfare.benchmarks.reads;

import org.jspecify.annotations.NullMarked;
