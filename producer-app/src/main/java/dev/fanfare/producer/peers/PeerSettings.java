package dev.fanfare.producer.peers;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// `fanfare.streams.url` and `fanfare.channels.url`: where queries go.
@ConfigurationProperties("fanfare")
public record PeerSettings(Urls streams, Urls channels) {

    private static final URI STREAMS = URI.create("http://127.0.0.1:8081");
    private static final URI CHANNELS = URI.create("http://127.0.0.1:8082");

    /// Every instance, or one address before them all.
    public record Urls(List<URI> url) {
        public Urls(@Nullable List<URI> url) {
            this.url = url == null ? List.of() : List.copyOf(url);
        }
    }

    public PeerSettings(@Nullable Urls streams, @Nullable Urls channels) {
        this.streams = checked("fanfare.streams.url", streams, STREAMS);
        this.channels = checked("fanfare.channels.url", channels, CHANNELS);
    }

    private static Urls checked(String setting, @Nullable Urls urls, URI otherwise) {
        if (urls == null || urls.url().isEmpty()) {
            return new Urls(List.of(otherwise));
        }
        for (URI url : urls.url()) {
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null || url.getUserInfo() != null || url.getRawQuery() != null) {
                throw new IllegalArgumentException(
                        setting + ": must be http or https URLs without a user, with commas, is "
                                + url.toString().replaceAll("//[^/?#,]*@", "//***@"));
            }
        }
        return urls;
    }
}
