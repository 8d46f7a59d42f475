/// Benchmarks of what the pipeline does for each delivery.
@NullMarked
package dev.fanfare.benchmarks;

import org.jspecify.annotations.NullMarked;
