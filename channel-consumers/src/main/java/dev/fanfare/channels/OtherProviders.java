package dev.fanfare.channels;

import dev.fanfare.channels.delivery.Providers;
import dev.fanfare.schemas.Channel;

/// Puts others in the place of a channel's own providers, where the process has such a bean: so that a benchmark
/// measures the very process that users run.
@FunctionalInterface
public interface OtherProviders {

    /// Those that the channel sends through; `usual` for no change.
    Providers insteadOf(Providers usual, Channel channel);
}
