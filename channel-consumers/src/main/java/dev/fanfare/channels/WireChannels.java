package dev.fanfare.channels;

import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.controls.Controls;
import dev.fanfare.channels.controls.WriteControls;
import dev.fanfare.channels.delivery.DeliverRecord;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.Providers;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.delivery.SuppressTheDead;
import dev.fanfare.channels.delivery.WriteRecords;
import dev.fanfare.channels.email.EmailGateway;
import dev.fanfare.channels.email.EmailSettings;
import dev.fanfare.channels.email.UnsubscribeLinks;
import dev.fanfare.channels.engine.ChannelConsumer;
import dev.fanfare.channels.engine.LaneShares;
import dev.fanfare.channels.engine.Room;
import dev.fanfare.channels.live.LiveGateway;
import dev.fanfare.channels.live.TailLive;
import dev.fanfare.channels.push.PushSettings;
import dev.fanfare.channels.share.ShareRates;
import dev.fanfare.channels.sms.SmsSettings;
import dev.fanfare.channels.sms.TwilioGateway;
import dev.fanfare.channels.webhook.WebhookGateway;
import dev.fanfare.channels.webhook.WebhookSettings;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import dev.fanfare.schemas.traces.Traces;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.MicrometerConsumerListener;

/// The channels with a provider: each its gateway, its settings and its consumer.
@Configuration(proxyBeanMethods = false)
class WireChannels {

    /// Time to write what replaces a delivery, beyond the send itself.
    private static final Duration WRITING = Duration.ofSeconds(5);

    @Bean
    DeliverRecord.Shared shared(
            Topics topics,
            Codecs codecs,
            WriteRecords write,
            ErasedPeople erased,
            Controls controls,
            Breakers breakers,
            ShareRates rates,
            InstantSource clock,
            Traces traces) {
        return new DeliverRecord.Shared(topics, codecs, write, erased, controls, breakers, rates, clock, traces);
    }

    @Bean
    RunChannels runChannels(
            AppSettings app,
            ChannelsSettings settings,
            DeliverRecord.Shared shared,
            ShareRates rates,
            LiveGateway streams,
            MeterRegistry meters,
            ObjectProvider<OtherProviders> others) {
        OtherProviders chooses = others.getIfAvailable(() -> (usual, _) -> usual);
        Set<Channel> chosen = settings.channels().chosen();
        List<RunChannels.Running> running = new ArrayList<>();
        if (chosen.contains(Channel.EMAIL)) {
            EmailSettings email = settings.emailSettings();
            Providers servers = suppressing(emailServers(settings, app, shared.clock()), shared);
            running.add(running(Channel.EMAIL, chooses.insteadOf(servers, Channel.EMAIL), email.send(), app, shared));
        }
        if (chosen.contains(Channel.SMS)) {
            SmsSettings sms = settings.smsSettings(app.publicUrl());
            Providers only = suppressing(Providers.of(new TwilioGateway(sms, shared.clock())), shared);
            running.add(running(Channel.SMS, chooses.insteadOf(only, Channel.SMS), sms.send(), app, shared));
        }
        if (chosen.contains(Channel.PUSH)) {
            PushSettings push = settings.pushSettings();
            Providers services = suppressing(push.gateways(shared.clock()), shared);
            running.add(running(Channel.PUSH, chooses.insteadOf(services, Channel.PUSH), push.send(), app, shared));
        }
        if (chosen.contains(Channel.WEBHOOK)) {
            WebhookSettings webhook = settings.webhookSettings();
            Providers only = Providers.of(new WebhookGateway(webhook, shared.clock()));
            running.add(
                    running(Channel.WEBHOOK, chooses.insteadOf(only, Channel.WEBHOOK), webhook.send(), app, shared));
        }
        if (chosen.contains(Channel.WEBSOCKET)) {
            Providers only = chooses.insteadOf(Providers.of(streams), Channel.WEBSOCKET);
            running.add(running(Channel.WEBSOCKET, only, settings.websocketSettings(), app, shared));
        }
        running.forEach(channel -> watch(channel, shared.breakers(), rates, meters));
        return new RunChannels(running);
    }

    @Bean
    ChannelsHealth channelsHealthIndicator(
            RunChannels channels, WriteRecords write, WriteControls controls, ShareRates rates, TailLive tail) {
        return new ChannelsHealth(
                channels,
                write,
                Map.of(
                        "write-controls",
                        controls::isRunning,
                        "share-rates",
                        rates::isRunning,
                        "tail-live",
                        tail::isRunning));
    }

    private static Providers suppressing(Providers providers, DeliverRecord.Shared shared) {
        Codec<Suppression> codec = shared.codecs().of(shared.topics().suppressions(), Suppression.class);
        return providers.each(
                gateway -> new SuppressTheDead(gateway, shared.topics(), codec, shared.write(), shared.clock()));
    }

    private static Providers emailServers(ChannelsSettings settings, AppSettings app, InstantSource clock) {
        List<Gateway> servers = new ArrayList<>();
        UnsubscribeLinks links = settings.links(app.publicUrl());
        settings.emailServers()
                .forEach((name, server) -> servers.add(new EmailGateway(name, server.with(links), clock)));
        return new Providers(servers);
    }

    private static RunChannels.Running running(
            Channel channel, Providers providers, SendSettings send, AppSettings app, DeliverRecord.Shared shared) {
        shared.breakers().set(channel, send.providerBreaker(), send.endpointBreaker(), send.timeout());
        DeliverRecord step = new DeliverRecord(channel, providers, send, shared);
        ChannelConsumer consumer = new ChannelConsumer(
                new ChannelConsumer.Source(channel, shared.topics(), app.kafka().client(), app.instanceId()),
                new Room(new LaneShares(send.inFlight())),
                send.timeout().plus(WRITING),
                step);
        return new RunChannels.Running(consumer, step, providers);
    }

    private static void watch(RunChannels.Running running, Breakers breakers, ShareRates rates, MeterRegistry meters) {
        ChannelConsumer consumer = running.consumer();
        WatchBreakers.of(consumer.channel(), running.providers(), breakers, rates, meters);
        Gauge.builder("notification.in.flight", running.step(), DeliverRecord::callsUnderWay)
                .description("Calls of providers under way")
                .tag("channel", Names.of(consumer.channel()).replace('-', '_'))
                .register(meters);
        consumer.tell(
                new MicrometerConsumerListener<>(meters, List.of(Tag.of("application", Names.of(consumer.channel())))));
    }
}
