package dev.fanfare.standalone.up;

import java.net.URI;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/// One of the pipeline's apps.
///
/// @param name for people
/// @param url where it listens
/// @param start its own start
record App(String name, URI url, Start start) {

    /// As each app offers it.
    @FunctionalInterface
    interface Start {
        ConfigurableApplicationContext with(Map<String, Object> defaults, String... arguments);
    }
}
