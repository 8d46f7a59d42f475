package dev.fanfare.fanout.web;

import dev.fanfare.streams.Owners;
import dev.fanfare.streams.StreamsApp;
import dev.fanfare.streams.StreamsRuntime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the queries over the fan-out's stores.
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    Owners fanoutOwners(StreamsApp fanoutApp, StreamsRuntime runtime) {
        return new Owners(fanoutApp, runtime);
    }
}
