/// How what has ended leaves the stores: in the order of its time, so much at once, and only when something is due.
@NullMarked
package dev.fanfare.track.aging;

import org.jspecify.annotations.NullMarked;
