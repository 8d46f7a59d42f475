package dev.fanfare.track.lag;

import java.time.Instant;

/// What a reader has not done with, over all partitions of its topics.
///
/// @param oldest when the first of it was written
/// @param records between what it has committed and the end, marks of transactions included
/// @param bytes about so much of the logs, by the share of their records; not a number where Kafka does not say
record Waiting(Instant oldest, long records, double bytes) {}
