package dev.fanfare.producer;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// `fanfare.public-url` and `fanfare.advertised-url`: the names under which callers reach us, beside loopback.
@ConfigurationProperties("fanfare")
public record AddressSettings(
        @Nullable URI publicUrl, @Nullable URI advertisedUrl) {

    public AddressSettings {
        require("fanfare.public-url", publicUrl);
        require("fanfare.advertised-url", advertisedUrl);
    }

    List<URI> all() {
        return Stream.of(publicUrl, advertisedUrl).filter(Objects::nonNull).toList();
    }

    private static void require(String setting, @Nullable URI url) {
        if (url != null && url.getHost() == null) {
            throw new IllegalArgumentException(setting + ": must be a URL with a host, is " + url);
        }
    }
}
