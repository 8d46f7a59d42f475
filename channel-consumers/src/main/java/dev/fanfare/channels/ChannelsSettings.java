package dev.fanfare.channels;

import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.email.EmailSettings;
import dev.fanfare.channels.email.SmtpSettings;
import dev.fanfare.channels.webhook.WebhookSettings;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `fanfare.*` as far as the channels read it.
///
/// @param partitions of every topic but the small ones, 1 to 1,000; fixed when topics are made
/// @param replicationFactor 0: 3 where three brokers answer, else 1
/// @param instanceId this process's lasting name; null: a restart is a rebalance
/// @param advertisedUrl where other instances reach this one; empty where there is only one
/// @param stateDir where the inbox is kept on disk
/// @param retention how long what has ended is kept
@ConfigurationProperties("fanfare")
record ChannelsSettings(
        @DefaultValue KafkaSettings kafka,
        @DefaultValue RegistrySettings registry,
        @DefaultValue(Topics.DEFAULT_PREFIX) String topicPrefix,
        @DefaultValue("12") int partitions,
        @DefaultValue("0") int replicationFactor,
        @DefaultValue TopicsSettings topics,
        @Nullable String instanceId,
        @DefaultValue("") String advertisedUrl,
        @DefaultValue("") String publicUrl,
        @DefaultValue(".fanfare/state") String stateDir,
        @DefaultValue Retention retention,
        @DefaultValue Api api,
        @DefaultValue Run channels,
        @DefaultValue Email email,
        @DefaultValue Webhook webhook,
        @DefaultValue InApp inApp,
        @DefaultValue Redirect redirect) {

    ChannelsSettings {
        if (replicationFactor < 0 || replicationFactor > 10) {
            throw new IllegalArgumentException("fanfare.replication-factor: must be 0 to 10, is " + replicationFactor);
        }
        if (instanceId != null && !instanceId.matches("[a-zA-Z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "fanfare.instance-id: must be 1 to 100 letters, digits or ._-, is '" + instanceId + "'");
        }
        url("fanfare.advertised-url", advertisedUrl);
        url("fanfare.public-url", publicUrl);
    }

    Topics catalogue() {
        return new Topics(topicPrefix, new Partitioning(partitions), retention);
    }

    EmailSettings emailSettings() {
        return EmailSettings.of(
                SendSettings.of("fanfare.email", email.inFlight(), email.timeout(), email.retry()),
                email.smtp(),
                redirect.email());
    }

    WebhookSettings webhookSettings() {
        return new WebhookSettings(
                SendSettings.of("fanfare.webhook", webhook.inFlight(), webhook.timeout(), webhook.retry()),
                webhook.allowPrivateAddresses());
    }

    /// `fanfare.topics.create`: whether topics that are missing are made at start.
    record TopicsSettings(@DefaultValue("true") boolean create) {}

    /// `fanfare.api.internal-key`: what a caller must show.
    record Api(@DefaultValue("") String internalKey) {

        /// Without the key.
        @Override
        public String toString() {
            return "Api[]";
        }
    }

    /// `fanfare.channels.run`: which channels this process runs; all where nothing is said.
    record Run(@DefaultValue List<String> run) {

        Set<Channel> chosen() {
            EnumSet<Channel> chosen = EnumSet.noneOf(Channel.class);
            for (String name : run) {
                chosen.add(Names.parse(Channel.class, name.strip())
                        .filter(Topics.CHANNELS::contains)
                        .orElseThrow(() -> new IllegalArgumentException("fanfare.channels.run: must name some of "
                                + Topics.CHANNELS.stream().map(Names::of).toList() + ", has '" + name + "'")));
            }
            return chosen.isEmpty() ? EnumSet.copyOf(Topics.CHANNELS) : chosen;
        }
    }

    /// `fanfare.email.*`.
    record Email(
            @Nullable Integer inFlight,
            @Nullable Duration timeout,
            SendSettings.@Nullable Retry retry,
            @DefaultValue SmtpSettings smtp) {}

    /// `fanfare.webhook.*`.
    record Webhook(
            @Nullable Integer inFlight,
            @Nullable Duration timeout,
            SendSettings.@Nullable Retry retry,
            @DefaultValue("false") boolean allowPrivateAddresses) {}

    /// `fanfare.in-app.*`.
    ///
    /// @param threads that fill inboxes, 1 to 64
    record InApp(@DefaultValue("2") int threads) {

        InApp {
            if (threads < 1 || threads > 64) {
                throw new IllegalArgumentException("fanfare.in-app.threads: must be 1 to 64, is " + threads);
            }
        }
    }

    /// `fanfare.redirect.*`: for staging.
    record Redirect(@DefaultValue("") String email) {}

    private static void url(String setting, String value) {
        if (!value.isEmpty() && !value.matches("https?://[^\\s/]+(/\\S*)?")) {
            throw new IllegalArgumentException(setting + ": must be an http or https URL, is '" + value + "'");
        }
    }
}
