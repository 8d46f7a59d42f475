/// What a benchmark runs against: broker and pipeline, each a process of its own.
@NullMarked
package dev.fanfare.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
