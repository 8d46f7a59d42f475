/// Timers: how fast they are set, and how late they go off beside other work.
@NullMarked
package dev.fanfare.benchmarks.timers;

import org.jspecify.annotations.NullMarked;
