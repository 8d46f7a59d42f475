package dev.fanfare.channels.push;

import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.Providers;
import dev.fanfare.channels.delivery.SendSettings;
import java.time.InstantSource;
import java.util.List;

/// What the push channel is set to.
///
/// @param providers which services are asked
public record PushSettings(
        SendSettings send, FcmSettings fcm, ApnsSettings apns, WebPushSettings web, List<String> providers) {

    /// All services that there are.
    public static final List<String> KNOWN = List.of(FcmGateway.NAME, ApnsGateway.NAME, WebPushGateway.NAME);

    /// Each takes its own tokens only.
    public Providers gateways(InstantSource clock) {
        return new Providers(
                providers.stream().map(name -> gateway(name, clock)).toList());
    }

    private Gateway gateway(String name, InstantSource clock) {
        return switch (name) {
            case FcmGateway.NAME -> new FcmGateway(send, fcm, clock);
            case ApnsGateway.NAME -> new ApnsGateway(send, apns, clock);
            case WebPushGateway.NAME -> new WebPushGateway(send, web, clock);
            default -> throw new IllegalArgumentException("no push service: " + name);
        };
    }
}
