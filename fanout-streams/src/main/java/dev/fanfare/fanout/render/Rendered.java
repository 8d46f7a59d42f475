package dev.fanfare.fanout.render;

import org.jspecify.annotations.Nullable;

/// The words of one delivery.
public record Rendered(
        String locale,
        String title,
        String body,
        @Nullable String html,
        @Nullable String url,
        @Nullable String icon) {}
