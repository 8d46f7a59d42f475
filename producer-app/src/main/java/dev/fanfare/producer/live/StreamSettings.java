package dev.fanfare.producer.live;

import dev.fanfare.schemas.setup.LiveSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// `fanfare.live.*`: the streams that this door holds open.
@ConfigurationProperties("fanfare")
public record StreamSettings(LiveSettings live) {

    public StreamSettings(@Nullable LiveSettings live) {
        this.live = live == null ? LiveSettings.DEFAULT : live;
    }
}
