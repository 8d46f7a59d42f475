package dev.fanfare.channels;

import dev.fanfare.channels.breaker.BreakerSettings;
import dev.fanfare.channels.delivery.Providers;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.email.EmailSettings;
import dev.fanfare.channels.email.MailServer;
import dev.fanfare.channels.email.SmtpSettings;
import dev.fanfare.channels.email.UnsubscribeLinks;
import dev.fanfare.channels.push.ApnsSettings;
import dev.fanfare.channels.push.FcmSettings;
import dev.fanfare.channels.push.PushSettings;
import dev.fanfare.channels.push.WebPushSettings;
import dev.fanfare.channels.sms.SmsSettings;
import dev.fanfare.channels.sms.TwilioSettings;
import dev.fanfare.channels.webhook.WebhookSettings;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.LiveSettings;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `fanfare.*` as far as only the channels read it.
@ConfigurationProperties("fanfare")
record ChannelsSettings(
        @DefaultValue Run channels,
        @DefaultValue Email email,
        @DefaultValue Sms sms,
        @DefaultValue Push push,
        @DefaultValue Webhook webhook,
        @DefaultValue Websocket websocket,
        @DefaultValue InApp inApp,
        @DefaultValue LiveSettings live,
        @DefaultValue Redirect redirect,
        @DefaultValue("") String linkSecret) {

    /// What does not fit is told when it is bound, before anything is started.
    ChannelsSettings {
        channels.chosen();
        webhook.settings();
        websocket.settings();
        email.servers(redirect);
        UnsubscribeLinks.check(linkSecret);
        sms.settings(null);
        push.settings();
    }

    EmailSettings emailSettings() {
        return email.settings(redirect);
    }

    /// Each mail server under its name as a provider, in the order in which they are asked.
    SequencedMap<String, EmailSettings> emailServers() {
        return email.servers(redirect);
    }

    /// By which mails are unsubscribed from.
    ///
    /// @param publicUrl the front door as the world sees it
    UnsubscribeLinks links(@Nullable URI publicUrl) {
        return UnsubscribeLinks.of(publicUrl, linkSecret);
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "ChannelsSettings[channels=" + channels + ", email=" + email + ", sms=" + sms + ", push=" + push
                + ", webhook=" + webhook + ", websocket=" + websocket + ", inApp=" + inApp + ", live=" + live
                + ", redirect=" + redirect + "]";
    }

    /// @param publicUrl the front door as the world sees it
    SmsSettings smsSettings(@Nullable URI publicUrl) {
        return sms.settings(publicUrl);
    }

    PushSettings pushSettings() {
        return push.settings();
    }

    SendSettings websocketSettings() {
        return websocket.settings();
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
    ///
    /// @param smtp the provider `smtp`
    /// @param servers more of them, by name
    record Email(
            @Nullable Integer inFlight,
            @Nullable Duration timeout,
            SendSettings.@Nullable Retry retry,
            @Nullable Integer rateLimit,
            SendSettings.@Nullable Breaker breaker,
            @DefaultValue List<String> providers,
            @DefaultValue SmtpSettings smtp,
            @DefaultValue Map<String, MailServer> servers) {

        private static final String FIRST = "smtp";

        private SequencedMap<String, EmailSettings> servers(Redirect redirect) {
            SequencedMap<String, SmtpSettings> known = new LinkedHashMap<>();
            known.put(FIRST, smtp);
            new TreeMap<>(servers).forEach((name, server) -> known.put(name, server.settings(name)));
            SequencedMap<String, EmailSettings> chosen = new LinkedHashMap<>();
            EmailSettings all = settings(redirect);
            Providers.chosen("fanfare.email.providers", providers, List.copyOf(known.keySet()))
                    .forEach(name -> chosen.put(
                            name,
                            new EmailSettings(all.send(), Objects.requireNonNull(known.get(name)), all.redirect())));
            return chosen;
        }

        private EmailSettings settings(Redirect redirect) {
            return EmailSettings.of(
                    SendSettings.of("fanfare.email", inFlight, timeout, retry, rateLimit)
                            .with("fanfare.email", breaker, BreakerSettings.PROVIDER),
                    smtp,
                    redirect.email());
        }
    }

    /// `fanfare.sms.*`.
    record Sms(
            @Nullable Integer inFlight,
            @Nullable Duration timeout,
            SendSettings.@Nullable Retry retry,
            @Nullable Integer rateLimit,
            SendSettings.@Nullable Breaker breaker,
            @DefaultValue List<String> providers,
            @DefaultValue TwilioSettings twilio) {

        private SmsSettings settings(@Nullable URI publicUrl) {
            Providers.chosen("fanfare.sms.providers", providers, List.of("twilio"));
            return new SmsSettings(
                    SendSettings.of("fanfare.sms", inFlight, timeout, retry, rateLimit)
                            .with("fanfare.sms", breaker, BreakerSettings.PROVIDER),
                    twilio,
                    publicUrl);
        }
    }

    /// `fanfare.push.*`.
    record Push(
            @Nullable Integer inFlight,
            @Nullable Duration timeout,
            SendSettings.@Nullable Retry retry,
            @Nullable Integer rateLimit,
            SendSettings.@Nullable Breaker breaker,
            @DefaultValue List<String> providers,
            @DefaultValue FcmSettings fcm,
            @DefaultValue ApnsSettings apns,
            @DefaultValue WebPushSettings web) {

        /// Where nothing is set, services have the breakers of providers, and subscriptions those of endpoints.
        private PushSettings settings() {
            SendSettings send = SendSettings.of("fanfare.push", inFlight, timeout, retry, rateLimit);
            return new PushSettings(
                    breaker == null ? send : send.with("fanfare.push", breaker, BreakerSettings.PROVIDER),
                    fcm,
                    apns,
                    web,
                    Providers.chosen("fanfare.push.providers", providers, PushSettings.KNOWN));
        }
    }

    /// `fanfare.webhook.*`.
    record Webhook(
            @Nullable Integer inFlight,
            @Nullable Duration timeout,
            SendSettings.@Nullable Retry retry,
            @Nullable Integer rateLimit,
            @Nullable Integer endpointRateLimit,
            SendSettings.@Nullable Breaker breaker,
            @DefaultValue List<String> providers,
            @DefaultValue("false") boolean allowPrivateAddresses) {

        private WebhookSettings settings() {
            Providers.chosen("fanfare.webhook.providers", providers, List.of("webhook"));
            return new WebhookSettings(
                    SendSettings.of("fanfare.webhook", inFlight, timeout, retry, rateLimit)
                            .with("fanfare.webhook", breaker, BreakerSettings.ENDPOINT)
                            .withEndpointRate("fanfare.webhook", endpointRateLimit),
                    allowPrivateAddresses);
        }
    }

    /// `fanfare.websocket.*`.
    record Websocket(
            @Nullable Integer inFlight,
            @Nullable Duration timeout,
            SendSettings.@Nullable Retry retry,
            @Nullable Integer rateLimit,
            SendSettings.@Nullable Breaker breaker,
            @DefaultValue List<String> providers) {

        /// Told now or not at all: one attempt, unless more are asked for.
        private SendSettings settings() {
            Providers.chosen("fanfare.websocket.providers", providers, List.of("streams"));
            SendSettings.Retry once = retry == null || retry.attempts() == null
                    ? new SendSettings.Retry(
                            1,
                            retry == null ? null : retry.delays(),
                            retry == null ? null : retry.backoff(),
                            retry == null ? null : retry.jitter())
                    : retry;
            return SendSettings.of("fanfare.websocket", inFlight, timeout, once, rateLimit)
                    .with("fanfare.websocket", breaker, BreakerSettings.PROVIDER);
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
