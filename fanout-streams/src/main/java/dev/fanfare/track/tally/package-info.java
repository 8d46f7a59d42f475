/// Counting: what both halves of tracking add up.
@NullMarked
package dev.fanfare.track.tally;

import org.jspecify.annotations.NullMarked;
