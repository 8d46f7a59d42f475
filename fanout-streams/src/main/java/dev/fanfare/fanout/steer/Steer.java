package dev.fanfare.fanout.steer;

import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Steering;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Folds commands about an event: a cancel is for ever, all else holds until the next command of its kind.
public final class Steer {

    private Steer() {}

    /// What holds once the command is obeyed; nothing where it changes nothing.
    public static Optional<Steering> after(@Nullable Steering before, EventCommand command) {
        Instant at = command.getAt();
        Steering now = before == null ? new Steering(false, false, null, null, at, null) : before;
        if (now.getCancelled()) {
            return Optional.empty();
        }
        return switch (command.getKind()) {
            case CANCEL ->
                Optional.of(new Steering(true, false, now.getExpiresAt(), now.getPriority(), at, now.getSendAt()));
            case PAUSE -> paused(now, true, at);
            case RESUME -> paused(now, false, at);
            case CHANGE -> changed(now, command);
            case FORGET -> Optional.empty();
        };
    }

    /// When an event that said `own` expires.
    public static @Nullable Instant expiresAt(@Nullable Steering steering, @Nullable Instant own) {
        return steering == null || steering.getExpiresAt() == null ? own : steering.getExpiresAt();
    }

    /// Until when something waits that ends with its event.
    public static Instant earlier(@Nullable Instant expiresAt, Instant until) {
        return expiresAt != null && expiresAt.isBefore(until) ? expiresAt : until;
    }

    public static boolean cancels(@Nullable Steering steering) {
        return steering != null && steering.getCancelled();
    }

    public static boolean pauses(@Nullable Steering steering) {
        return steering != null && steering.getPaused();
    }

    private static Optional<Steering> paused(Steering now, boolean paused, Instant at) {
        return now.getPaused() == paused
                ? Optional.empty()
                : Optional.of(new Steering(false, paused, now.getExpiresAt(), now.getPriority(), at, now.getSendAt()));
    }

    private static Optional<Steering> changed(Steering now, EventCommand command) {
        Steering after = new Steering(
                false,
                now.getPaused(),
                command.getExpiresAt() == null ? now.getExpiresAt() : command.getExpiresAt(),
                command.getPriority() == null ? now.getPriority() : command.getPriority(),
                now.getAt(),
                command.getSendAt() == null ? now.getSendAt() : command.getSendAt());
        if (after.equals(now)) {
            return Optional.empty();
        }
        after.setAt(command.getAt());
        return Optional.of(after);
    }
}
