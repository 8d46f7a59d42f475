/// What was sent and what became of it, by day, type and channel: sums that grow with the records of deliveries.
@NullMarked
package dev.fanfare.track.analytics;

import org.jspecify.annotations.NullMarked;
