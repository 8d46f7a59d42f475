package dev.fanfare.standalone.up;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What distinguishes one pipeline in a JVM from another.
///
/// @param data where the broker and the stores keep their files
/// @param port the front door's; fan-out and channels take the next two
/// @param brokerPort the embedded broker's in a new directory, if it is free; 0 for any free one
/// @param kafka other brokers to use, `host:port`; null for the embedded one
/// @param registry a schema registry; null for the one in a topic
/// @param more any of Fanfare's settings by their full names
public record PipelineSettings(
        Path data,
        int port,
        int brokerPort,
        @Nullable String kafka,
        @Nullable URI registry,
        Map<String, String> more) {

    public static final int PORT = 8080;
    public static final int BROKER_PORT = 9092;
    public static final int APPS = AppKind.values().length;

    public PipelineSettings {
        data = data.toAbsolutePath().normalize();
        more = Map.copyOf(more);
    }

    public boolean isEmbedded() {
        return kafka == null;
    }

    public URI frontDoor() {
        return url(AppKind.FRONT);
    }

    URI url(AppKind app) {
        return URI.create("http://127.0.0.1:" + (port + app.ordinal()));
    }
}
