/// What ended on each channel lately and why, as sums that grow with the records of deliveries.
@NullMarked
package dev.fanfare.track.channels;

import org.jspecify.annotations.NullMarked;
