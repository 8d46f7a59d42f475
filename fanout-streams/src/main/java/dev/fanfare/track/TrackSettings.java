package dev.fanfare.track;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `fanfare.track.*`.
///
/// @param threads 1 to 64
@ConfigurationProperties("fanfare.track")
record TrackSettings(@DefaultValue("1") int threads) {

    TrackSettings {
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("fanfare.track.threads: must be 1 to 64, is " + threads);
        }
    }
}
