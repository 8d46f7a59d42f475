package dev.fanfare.track;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `fanfare.track.*`.
///
/// @param threads 1 to 64
/// @param detailLimit 0 to 1,000,000,000 people: what is DELIVERED of an event to more is counted, without a record for
/// each. The default keeps the records of one event below 20 MB
@ConfigurationProperties("fanfare.track")
record TrackSettings(
        @DefaultValue("1") int threads,
        @DefaultValue("100000") int detailLimit) {

    private static final int MOST = 1_000_000_000;

    TrackSettings {
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("fanfare.track.threads: must be 1 to 64, is " + threads);
        }
        if (detailLimit < 0 || detailLimit > MOST) {
            throw new IllegalArgumentException(
                    "fanfare.track.detail-limit: must be 0 to " + MOST + ", is " + detailLimit);
        }
    }
}
