package dev.fanfare.fanout.web;

import dev.fanfare.schemas.Topics;
import dev.fanfare.streams.StreamsApp;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the queries over the fan-out's stores.
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    PeopleStores peopleStores(StreamsApp fanoutApp, Topics topics) {
        return new PeopleStores(fanoutApp, topics);
    }
}
