/// When what was sent comes out.
@NullMarked
package dev.fanfare.benchmarks.arrivals;

import org.jspecify.annotations.NullMarked;
