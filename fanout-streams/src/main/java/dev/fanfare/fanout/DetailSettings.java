package dev.fanfare.fanout;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What of `fanfare.track.*` the fan-out heeds: it is the one to leave out what nobody keeps.
///
/// @param detailLimit 0 to 1,000,000,000 people: what is DELIVERED of an event to more is counted, without a record for
/// each. The default keeps the records of one event below 20 MB
@ConfigurationProperties("fanfare.track")
record DetailSettings(@DefaultValue("100000") int detailLimit) {

    private static final int MOST = 1_000_000_000;

    DetailSettings {
        if (detailLimit < 0 || detailLimit > MOST) {
            throw new IllegalArgumentException(
                    "fanfare.track.detail-limit: must be 0 to " + MOST + ", is " + detailLimit);
        }
    }
}
