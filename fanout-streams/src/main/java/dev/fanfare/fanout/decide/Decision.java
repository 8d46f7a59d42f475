package dev.fanfare.fanout.decide;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import java.util.List;

/// What one person's event comes to on one channel at one address.
public sealed interface Decision {

    Channel channel();

    /// The address, or empty where there is none.
    String address();

    /// Told.
    ///
    /// @param secrets a webhook endpoint's signing secrets, or a Web Push subscription's keys
    record Tell(Channel channel, String address, List<String> secrets) implements Decision {}

    /// Told later, unless something comes between.
    record Hold(Tell tell, Wait terms) implements Decision {

        @Override
        public Channel channel() {
            return tell.channel();
        }

        @Override
        public String address() {
            return tell.address();
        }
    }

    /// Told with what else comes in a while.
    record Digest(Tell tell) implements Decision {

        @Override
        public Channel channel() {
            return tell.channel();
        }

        @Override
        public String address() {
            return tell.address();
        }
    }

    /// Not told, and why.
    ///
    /// @param state SKIPPED, EXPIRED or DEAD
    record Leave(Channel channel, String address, State state, Reason reason) implements Decision {}
}
