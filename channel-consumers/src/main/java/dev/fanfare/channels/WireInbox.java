package dev.fanfare.channels;

import dev.fanfare.channels.inbox.ForwardToOwner;
import dev.fanfare.channels.inbox.Inbox;
import dev.fanfare.channels.inbox.InboxEndpoint;
import dev.fanfare.channels.inbox.InboxSettings;
import dev.fanfare.channels.inbox.ReadInbox;
import dev.fanfare.channels.inbox.WriteAction;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;

/// The in-app channel: a Streams application and its queries, where this process runs it.
@Configuration(proxyBeanMethods = false)
@Conditional(RunsInApp.class)
class WireInbox {

    @Bean(destroyMethod = "")
    Inbox inbox(ChannelsSettings settings, PrepareTopics prepared, Topics topics, Codecs codecs, InstantSource clock) {
        InboxSettings inbox = new InboxSettings(
                settings.kafka().client(),
                Path.of(settings.stateDir()),
                prepared.replicas(),
                settings.instanceId(),
                hostAndPort(settings.advertisedUrl()),
                settings.inApp().threads());
        return new Inbox(inbox, topics, codecs, clock);
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
    ForwardToOwner forwardToOwner(ChannelsSettings settings) {
        return new ForwardToOwner(
                settings.advertisedUrl().startsWith("https:") ? "https" : "http",
                settings.api().internalKey());
    }

    @Bean
    ReadInbox readInbox(Inbox inbox, Topics topics, InstantSource clock) {
        return new ReadInbox(inbox, topics, clock);
    }

    @Bean
    InboxEndpoint inboxEndpoint(Inbox inbox, ReadInbox read, WriteAction write, ForwardToOwner forward) {
        return new InboxEndpoint(inbox, read, write, forward);
    }

    private static @Nullable String hostAndPort(String url) {
        if (url.isEmpty()) {
            return null;
        }
        URI uri = URI.create(url);
        int usual = uri.getScheme().equals("https") ? 443 : 80;
        return uri.getHost() + ":" + (uri.getPort() == -1 ? usual : uri.getPort());
    }
}
