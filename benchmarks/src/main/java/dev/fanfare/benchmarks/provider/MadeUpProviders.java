package dev.fanfare.benchmarks.provider;

import dev.fanfare.channels.OtherProviders;
import dev.fanfare.channels.delivery.Providers;
import dev.fanfare.schemas.Channel;
import java.util.Map;

/// Has every channel of a process send through [MadeUpGateway].
///
/// Made by Spring, by name: see [#SETTING].
public final class MadeUpProviders implements OtherProviders {

    /// By which a channels process takes them.
    public static final Map<String, String> SETTING = Map.of("spring.main.sources", MadeUpProviders.class.getName());

    @Override
    public Providers insteadOf(Providers usual, Channel channel) {
        return Providers.of(new MadeUpGateway());
    }
}
