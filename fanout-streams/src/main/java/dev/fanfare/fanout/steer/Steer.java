package dev.fanfare.fanout.steer;

import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Steering;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Folds commands about an event: a cancel is for ever, all else holds until the next command of its kind.
///
/// The next by when it was asked: a door that was away sends again what it did not hear of, behind what came later.
public final class Steer {

    private Steer() {}

    /// What holds once the command is obeyed; nothing where it was obeyed before, or comes too late. One that finds
    /// what it asks for is remembered by its time: an older one that comes behind it must not undo it.
    public static Optional<Steering> after(@Nullable Steering before, EventCommand command) {
        Instant at = command.getAt();
        Steering now = before == null ? new Steering(false, false, null, null, at, null, null, null) : before;
        if (now.getCancelled()) {
            return Optional.empty();
        }
        return switch (command.getKind()) {
            case CANCEL ->
                Optional.of(Steering.newBuilder(now)
                        .setCancelled(true)
                        .setPaused(false)
                        .setAt(later(now.getAt(), at))
                        .build());
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
        boolean again = now.getPaused() == paused && at.equals(now.getPausedAt());
        return again || isLate(at, now.getPausedAt())
                ? Optional.empty()
                : Optional.of(Steering.newBuilder(now)
                        .setPaused(paused)
                        .setAt(later(now.getAt(), at))
                        .setPausedAt(at)
                        .build());
    }

    private static Optional<Steering> changed(Steering now, EventCommand command) {
        Instant at = command.getAt();
        boolean late = isLate(at, now.getChangedAt());
        Steering after = Steering.newBuilder(now)
                .setExpiresAt(holds(now.getExpiresAt(), command.getExpiresAt(), late))
                .setPriority(holds(now.getPriority(), command.getPriority(), late))
                .setSendAt(holds(now.getSendAt(), command.getSendAt(), late))
                .build();
        if (after.equals(now) && (late || at.equals(now.getChangedAt()) || saysNothing(command))) {
            return Optional.empty();
        }
        after.setAt(later(now.getAt(), at));
        after.setChangedAt(late ? now.getChangedAt() : at);
        return Optional.of(after);
    }

    private static boolean saysNothing(EventCommand change) {
        return change.getExpiresAt() == null && change.getPriority() == null && change.getSendAt() == null;
    }

    /// What comes late says only what nobody has said.
    private static <T> @Nullable T holds(@Nullable T now, @Nullable T asked, boolean late) {
        return asked == null || late && now != null ? now : asked;
    }

    private static boolean isLate(Instant at, @Nullable Instant last) {
        return last != null && at.isBefore(last);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
