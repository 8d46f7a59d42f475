/// How fast one event is fanned out to many, and many events to few, with urgent ones beside them.
@NullMarked
package dev.fanfare.benchmarks.fanout;

import org.jspecify.annotations.NullMarked;
