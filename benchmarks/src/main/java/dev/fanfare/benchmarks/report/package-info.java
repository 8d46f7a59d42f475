/// Figures as they are printed.
@NullMarked
package dev.fanfare.benchmarks.report;

import org.jspecify.annotations.NullMarked;
