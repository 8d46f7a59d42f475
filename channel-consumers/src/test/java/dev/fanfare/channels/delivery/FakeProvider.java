package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Delivery;
import java.time.Duration;
import java.util.List;

/// A channel's provider on a real socket, for [GatewayContract].
public interface FakeProvider extends AutoCloseable {

    /// How it takes what comes next.
    enum Mood {
        /// It takes everything.
        KIND,
        /// It does not know the address.
        UNKNOWN_ADDRESS,
        /// It is in trouble.
        TROUBLED,
        /// It knows us no more.
        STRANGE,
        /// It says nothing.
        SILENT
    }

    /// A gateway to it.
    Gateway gateway(Duration timeout);

    /// A delivery that this channel would carry.
    Delivery delivery(String recipient);

    void mood(Mood mood);

    /// The delivery ids of what it was sent, also what it then refused.
    List<String> ids();

    /// Breaks every connection that it has, as a provider does that restarts; new ones are taken.
    void restart();

    @Override
    void close();
}
