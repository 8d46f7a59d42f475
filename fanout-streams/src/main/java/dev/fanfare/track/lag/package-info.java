/// How far readers are behind: the age of the oldest record that each is not done with.
@NullMarked
package dev.fanfare.track.lag;

import org.jspecify.annotations.NullMarked;
