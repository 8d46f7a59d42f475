package dev.fanfare.channels.share;

/// Gives each provider's calls their rate.
@FunctionalInterface
public interface Rates {

    /// @param name of the provider, the same on all instances
    /// @param perSecond what all instances together may call, more than 0
    /// @param limited is told its rate from now on, as often as that changes
    void join(String name, double perSecond, Limited limited);
}
