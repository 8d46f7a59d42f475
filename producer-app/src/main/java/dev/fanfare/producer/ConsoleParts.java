package dev.fanfare.producer;

import dev.fanfare.producer.addresses.LinkPages;
import dev.fanfare.producer.console.ConsoleRoutes;
import dev.fanfare.producer.http.PageDoor;
import dev.fanfare.producer.http.Routes;
import dev.fanfare.producer.keys.ApiKeys;
import dev.fanfare.producer.peers.Peer;
import dev.fanfare.producer.peers.Scrape;
import dev.fanfare.schemas.setup.AppSettings;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The console.
@Configuration(proxyBeanMethods = false)
class ConsoleParts {

    @Bean
    ConsoleRoutes consoleRoutes(ApiKeys keys, ObjectProvider<Routes> routes, Peer streams, AppSettings settings) {
        return new ConsoleRoutes(
                keys, routes::getObject, new Scrape(streams), settings.publicUrl(), InstantSource.system());
    }

    @Bean
    PageDoor pageDoor(ConsoleRoutes console) {
        return console.door();
    }

    @Bean
    LinkPages linkPages(ConsoleRoutes console) {
        return console.linkPages();
    }

    @Bean
    Calls console(ConsoleRoutes console) {
        return new Calls(console.all());
    }
}
