/// Who is told on which channel, and why not.
@NullMarked
package dev.fanfare.fanout.decide;

import org.jspecify.annotations.NullMarked;
