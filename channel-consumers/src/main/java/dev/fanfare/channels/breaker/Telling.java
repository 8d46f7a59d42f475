package dev.fanfare.channels.breaker;

import dev.fanfare.schemas.BreakerControl;
import dev.fanfare.schemas.BreakerStand;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.EndpointOwner;
import dev.fanfare.schemas.Topics;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What this instance tells all of one breaker, and what of that it has not read back. Not safe for use by many
/// threads.
final class Telling {

    private final String name;
    private final Voice voice;
    private final Troubles troubles;
    private final Unheard unheard = new Unheard();

    /// @param troubles told along
    Telling(String name, Voice voice, Troubles troubles) {
        this.name = name;
        this.voice = voice;
        this.troubles = troubles;
    }

    void closed(long now) {
        unheard.add(Optional.empty(), now);
        voice.say().say(Topics.breakerKey(name), null);
    }

    void open(Duration time, long now) {
        unheard.add(Optional.of(BreakerStand.OPEN), now);
        write(BreakerStand.OPEN, time, null);
    }

    void disabled(@Nullable EndpointOwner owner, long now) {
        unheard.add(Optional.of(BreakerStand.DISABLED), now);
        write(BreakerStand.DISABLED, Duration.ZERO, owner);
    }

    /// That this instance wishes to ask: no word on how the breaker stands before it is read.
    void wish(Duration lease) {
        write(BreakerStand.PROBING, lease, null);
    }

    boolean isOurs(BreakerControl control) {
        return control.getBy().equals(voice.me());
    }

    Unheard unheard() {
        return unheard;
    }

    private void write(BreakerStand said, Duration time, @Nullable EndpointOwner owner) {
        BreakerControl control = new BreakerControl(
                name, said, voice.me(), time.toMillis(), troubles.since(), troubles.failed(), troubles.why(), owner);
        voice.say().say(Topics.breakerKey(name), new Control(control));
    }
}
