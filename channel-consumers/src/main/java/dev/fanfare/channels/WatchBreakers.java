package dev.fanfare.channels;

import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.Providers;
import dev.fanfare.channels.share.ShareRates;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// Meters of who is asked no more for a while.
final class WatchBreakers {

    private WatchBreakers() {}

    static void of(Channel channel, Providers providers, Breakers breakers, ShareRates rates, MeterRegistry meters) {
        String label = Names.of(channel).replace('-', '_');
        for (Gateway gateway : providers.inOrder()) {
            String name = Breakers.of(channel, gateway.provider());
            Gauge.builder("notification.breaker.open", breakers, all -> all.isClosed(name) ? 0 : 1)
                    .description("1 while the provider is not called, or with one call that asks")
                    .tag("channel", label)
                    .tag("provider", gateway.provider())
                    .register(meters);
            Gauge.builder("notification.rate.share", rates, all -> all.rate(name))
                    .description("This instance's part of the provider's rate, in calls a second")
                    .tag("channel", label)
                    .tag("provider", gateway.provider())
                    .register(meters);
        }
        Gauge.builder("notification.endpoints.open", breakers, all -> all.list().openEndpoints(channel))
                .description("Endpoints of recipients that are not called, disabled ones included")
                .tag("channel", label)
                .register(meters);
    }
}
