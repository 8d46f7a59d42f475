/// What several benchmarks are told at the command line.
@NullMarked
package dev.fanfare.benchmarks.options;

import org.jspecify.annotations.NullMarked;
