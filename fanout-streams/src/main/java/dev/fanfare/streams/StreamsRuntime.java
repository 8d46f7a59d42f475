package dev.fanfare.streams;

import dev.fanfare.schemas.setup.AppSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import org.apache.kafka.clients.admin.Admin;

/// What a process gives to each of its Streams applications.
public record StreamsRuntime(
        AppSettings settings, PrepareForStreams topics, RocksMemory memory, MeterRegistry meters, Admin admin) {

    private static final URI ALONE = URI.create("http://127.0.0.1:8081");

    /// Where the other instances reach this one.
    URI self() {
        URI said = settings.advertisedUrl();
        return said == null ? ALONE : said;
    }
}
