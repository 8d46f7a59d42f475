package dev.fanfare.channels.controls;

import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.EventControl;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Controls as tests say them, as if they had been read from their topic.
public final class KnownControls {

    private KnownControls() {}

    public static Controls none() {
        Controls controls = new Controls();
        controls.complete();
        return controls;
    }

    public static Steering cancelled() {
        return new Steering(true, false, null, null, Instant.EPOCH, null, null, null);
    }

    public static Steering paused() {
        return new Steering(false, true, null, null, Instant.EPOCH, null, null, null);
    }

    public static Steering expiring(Instant at) {
        return new Steering(false, false, at, null, Instant.EPOCH, null, null, null);
    }

    /// @param event the event key
    /// @param steering null where nothing holds any more
    public static void learn(Controls controls, String event, @Nullable Steering steering, Instant at) {
        controls.learn(
                Topics.controlKey(event), steering == null ? null : new Control(new EventControl(event, steering)), at);
    }
}
