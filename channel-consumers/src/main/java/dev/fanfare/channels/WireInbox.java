package dev.fanfare.channels;

import dev.fanfare.channels.controls.Controls;
import dev.fanfare.channels.inbox.Inbox;
import dev.fanfare.channels.inbox.InboxEndpoint;
import dev.fanfare.channels.inbox.InboxSettings;
import dev.fanfare.channels.inbox.ReadInbox;
import dev.fanfare.channels.inbox.WriteAction;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.door.PassOn;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import dev.fanfare.schemas.setup.PrepareTopics;
import dev.fanfare.schemas.traces.Traces;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;

/// The in-app channel: a Streams application and its queries, where this process runs it.
@Configuration(proxyBeanMethods = false)
@Conditional(RunsInApp.class)
class WireInbox {

    /// For what another instance answers.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean(destroyMethod = "")
    Inbox inbox(
            AppSettings app,
            ChannelsSettings settings,
            PrepareTopics prepared,
            Topics topics,
            Codecs codecs,
            Controls controls,
            Admin admin,
            InstantSource clock,
            Traces traces) {
        URI self = app.advertisedUrl();
        InboxSettings inbox = new InboxSettings(
                app.kafka().client(),
                app.stateDir(),
                prepared.replicas(),
                app.standbys(),
                app.instanceId(),
                self == null ? "" : AppSettings.hostAndPort(self),
                settings.inApp().threads());
        return new Inbox(inbox, topics, codecs, controls, admin, new Inbox.Watching(clock, traces));
    }

    /// Bound with all others by the registry.
    @Bean
    KafkaStreamsMetrics inboxMetrics(Inbox inbox) {
        return inbox.measured(streams -> new KafkaStreamsMetrics(streams, List.of(Tag.of("application", "in-app"))));
    }

    @Bean
    RunInbox runInbox(Inbox inbox) {
        return new RunInbox(inbox);
    }

    @Bean
    InboxHealth streams(Inbox inbox) {
        return new InboxHealth(inbox);
    }

    @Bean
    WriteAction writeAction(KafkaTemplate<byte[], byte[]> kafka, Topics topics, Codecs codecs, InstantSource clock) {
        return new WriteAction(kafka, topics, codecs, clock);
    }

    @Bean
    PassOn passOn(AppSettings settings) {
        return new PassOn(settings.advertisedUrl(), settings.api().internalKey(), PATIENCE);
    }

    @Bean
    ReadInbox readInbox(Inbox inbox, Topics topics, InstantSource clock) {
        return new ReadInbox(inbox, topics, clock);
    }

    @Bean
    InboxEndpoint inboxEndpoint(Inbox inbox, ReadInbox read, WriteAction write, PassOn passOn) {
        return new InboxEndpoint(inbox, read, write, passOn);
    }
}
