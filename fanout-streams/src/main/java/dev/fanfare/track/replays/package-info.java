/// Replays as a whole: begun on every partition, paced over all of them, summed, and told to the audit.
@NullMarked
package dev.fanfare.track.replays;

import org.jspecify.annotations.NullMarked;
