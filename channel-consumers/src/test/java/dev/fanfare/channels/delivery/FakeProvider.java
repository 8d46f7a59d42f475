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
        SILENT,
        /// It asks for less.
        THROTTLING,
        /// It breaks off in the middle of its answer.
        BREAKING,
        /// What it says is not of its protocol.
        NONSENSE,
        /// It is in trouble, and has eight million characters to say about it.
        ENDLESS,
        /// It refuses, and repeats what it was sent, secrets and all.
        ECHOING
    }

    /// A gateway to it.
    Gateway gateway(Duration timeout);

    /// A delivery that this channel would carry.
    Delivery delivery(String recipient);

    void mood(Mood mood);

    /// From now on it asks for less, and for a wait in the way of HTTP where its protocol can.
    ///
    /// @return whether its protocol knows throttling at all
    boolean throttle(String retryAfter);

    /// What no answer and no log may hold.
    List<String> secrets();

    /// The delivery ids of what it was sent, also what it then refused.
    List<String> ids();

    /// Breaks every connection that it has, as a provider does that restarts; new ones are taken.
    void restart();

    @Override
    void close();
}
