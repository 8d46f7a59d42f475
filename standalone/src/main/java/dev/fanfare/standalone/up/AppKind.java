package dev.fanfare.standalone.up;

import dev.fanfare.channels.ChannelsApplication;
import dev.fanfare.fanout.FanoutApplication;
import dev.fanfare.producer.ProducerApplication;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/// The three apps, as `run` names them.
enum AppKind {
    FRONT("front door", 8080, List.of("dev.fanfare.producer"), ProducerApplication::start),
    FANOUT(
            "fan-out",
            8081,
            List.of("dev.fanfare.fanout", "dev.fanfare.streams", "dev.fanfare.track"),
            FanoutApplication::start),
    CHANNELS("channels", 8082, List.of("dev.fanfare.channels"), ChannelsApplication::start);

    /// For people.
    final String words;

    /// Unless a setting says otherwise.
    final int port;

    /// Where its settings are.
    final List<String> packages;

    private final Start start;

    AppKind(String words, int port, List<String> packages, Start start) {
        this.words = words;
        this.port = port;
        this.packages = packages;
        this.start = start;
    }

    ConfigurableApplicationContext start(Map<String, Object> defaults, String... arguments) {
        return start.with(defaults, arguments);
    }

    /// As each app offers it.
    @FunctionalInterface
    private interface Start {
        ConfigurableApplicationContext with(Map<String, Object> defaults, String... arguments);
    }
}
