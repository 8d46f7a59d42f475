package dev.fanfare.channels;

import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.email.EmailSettings;
import dev.fanfare.channels.email.SmtpSettings;
import dev.fanfare.channels.webhook.WebhookSettings;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `fanfare.*` as far as only the channels read it.
@ConfigurationProperties("fanfare")
record ChannelsSettings(
        @DefaultValue Run channels,
        @DefaultValue Email email,
        @DefaultValue Webhook webhook,
        @DefaultValue InApp inApp,
        @DefaultValue Redirect redirect) {

    /// What does not fit is told when it is bound, before anything is started.
    ChannelsSettings {
        channels.chosen();
        webhook.settings();
        email.settings(redirect);
    }

    EmailSettings emailSettings() {
        return email.settings(redirect);
    }

    WebhookSettings webhookSettings() {
        return webhook.settings();
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
            @Nullable Integer rateLimit,
            @DefaultValue SmtpSettings smtp) {

        private EmailSettings settings(Redirect redirect) {
            return EmailSettings.of(
                    SendSettings.of("fanfare.email", inFlight, timeout, retry, rateLimit), smtp, redirect.email());
        }
    }

    /// `fanfare.webhook.*`.
    record Webhook(
            @Nullable Integer inFlight,
            @Nullable Duration timeout,
            SendSettings.@Nullable Retry retry,
            @Nullable Integer rateLimit,
            @DefaultValue("false") boolean allowPrivateAddresses) {

        private WebhookSettings settings() {
            return new WebhookSettings(
                    SendSettings.of("fanfare.webhook", inFlight, timeout, retry, rateLimit), allowPrivateAddresses);
        }
    }

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
}
