package dev.fanfare.streams;

import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.door.CheckHost;
import dev.fanfare.schemas.door.CheckKey;
import dev.fanfare.schemas.door.KnownHosts;
import dev.fanfare.schemas.door.RefuseOpenDoor;
import dev.fanfare.schemas.door.ServerRefusal;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import dev.fanfare.schemas.setup.DeleteRegularly;
import dev.fanfare.schemas.setup.DeleteWorkedOff;
import dev.fanfare.schemas.setup.PrepareTopics;
import dev.fanfare.schemas.traces.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/// Wires what both Streams applications share.
@Configuration(proxyBeanMethods = false)
class StreamsConfiguration {

    @Bean
    AppSettings appSettings(Environment environment) {
        AppSettings settings = Binder.get(environment).bindOrCreate("fanfare", AppSettings.class);
        new RefuseOpenDoor(environment::getProperty)
                .check("fanfare.api.internal-key", !settings.api().internalKey().isEmpty());
        return settings;
    }

    @Bean
    Topics topics(AppSettings settings) {
        return settings.catalogue();
    }

    @Bean
    Codecs codecs(AppSettings settings, Topics topics) {
        return Codecs.connect(settings.registry(), settings.kafka(), topics);
    }

    @Bean
    Admin admin(AppSettings settings) {
        return Admin.create(settings.kafka().client());
    }

    @Bean
    Traces traces(AppSettings settings) {
        return Traces.of(settings.traces(), "fanfare-fanout", settings.instanceId());
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    PrepareForStreams prepareForStreams(Admin admin, AppSettings settings, Codecs codecs) {
        Set<String> reads = Set.of(Topics.FANOUT, Topics.TRACK);
        return new PrepareForStreams(new PrepareTopics(admin, settings, reads), codecs);
    }

    @Bean
    DeleteRegularly deleteRegularly(Admin admin, Topics topics, List<StreamsApp> apps, InstantSource clock) {
        List<String> readers =
                apps.stream().map(app -> topics.group(app.name())).toList();
        return new DeleteRegularly(new DeleteWorkedOff(admin, topics, readers, clock), topics.retention());
    }

    /// Behind the topics.
    @Bean
    ApplicationRunner startDeleting(DeleteRegularly deleteRegularly) {
        return _ -> deleteRegularly.start();
    }

    @Bean
    RocksMemory rocksMemory() {
        return new RocksMemory();
    }

    @Bean
    StreamsRuntime streamsRuntime(
            AppSettings settings, PrepareForStreams topics, RocksMemory memory, MeterRegistry meters, Admin admin) {
        return new StreamsRuntime(settings, topics, memory, meters, admin);
    }

    @Bean
    StreamsHealth streamsHealthIndicator(List<StreamsApp> apps) {
        return new StreamsHealth(apps);
    }

    @Bean
    @Order(1)
    CheckHost checkHost(AppSettings settings) {
        return new CheckHost(
                new KnownHosts(settings.urls()), !settings.api().internalKey().isEmpty());
    }

    @Bean
    @Order(2)
    CheckKey checkKey(AppSettings settings) {
        return new CheckKey(settings.api().internalKey());
    }

    /// An id may hold a slash, sent as `%2F`; and what the server refuses is told as all else.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> asTheOutsideIsTold() {
        return tomcat -> {
            tomcat.addConnectorCustomizers(
                    connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
            tomcat.addContextCustomizers(ServerRefusal::in);
        };
    }
}
