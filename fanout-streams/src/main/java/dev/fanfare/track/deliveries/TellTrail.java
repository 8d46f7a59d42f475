package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Said;
import dev.fanfare.schemas.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes of a delivery's states what was decided and what happened, in order.
final class TellTrail {

    private static final String DIGESTED = "digested";
    private static final String USED_UP = Names.of(Reason.ATTEMPTS_USED_UP);

    private TellTrail() {}

    /// @param said its words; null where none are kept
    static List<TrailStep> of(String id, DeliveryStatus status, @Nullable Said said) {
        TrailStep.Of of = new TrailStep.Of(id, Names.of(status.getChannel()));
        List<TrailStep> steps = new ArrayList<>();
        Moment before = null;
        for (Moment moment : Moment.of(status)) {
            if (before == null) {
                began(of, status, moment, steps);
            } else {
                moved(of, status, before, moment, steps);
            }
            if (before == null && said != null && !isBlank(said)) {
                steps.add(of.rendered(moment.at(), said.getTitle(), said.getText()));
            }
            before = moment;
        }
        if (status.getReadAt() != null) {
            steps.add(of.step(status.getReadAt(), "read", null));
        }
        return steps;
    }

    /// Beyond the detail limit: how it ended is all that is known.
    ///
    /// @param channel null where that is not known
    static List<TrailStep> of(String id, @Nullable String channel, Brief brief) {
        TrailStep.Of of = new TrailStep.Of(id, channel);
        Moment end = new Moment(
                brief.state(),
                brief.reason() == null ? null : Names.of(brief.reason()),
                brief.replay(),
                brief.attempt(),
                brief.at(),
                null,
                null,
                null,
                null,
                null);
        List<TrailStep> steps = new ArrayList<>();
        if (end.attempt() > 0) {
            steps.add(of.attempt(end, answer(end)));
        }
        if (end.state() != State.DELIVERED) {
            steps.add(of.step(end.at(), word(end.state()), end.reason()));
        }
        if (brief.readAt() != null) {
            steps.add(of.step(brief.readAt(), "read", null));
        }
        return steps;
    }

    private static void began(TrailStep.Of of, DeliveryStatus status, Moment moment, List<TrailStep> steps) {
        switch (moment.state()) {
            case QUEUED, DEFERRED, DELIVERED -> steps.add(of.step(moment.at(), "chosen", null));
            case HELD -> steps.add(held(of, status, moment));
            case SKIPPED, EXPIRED, CANCELLED -> steps.add(of.step(moment.at(), word(moment.state()), moment.reason()));
            case DEAD -> steps.add(of.ended(moment, word(moment.state())));
        }
    }

    private static void moved(
            TrailStep.Of of, DeliveryStatus status, Moment before, Moment moment, List<TrailStep> steps) {
        boolean replayed = moment.replay() > before.replay();
        if (replayed) {
            steps.add(of.replayed(moment.at(), moment.replay()));
        }
        boolean called = moment.attempt() > 0 && (replayed || moment.attempt() > before.attempt());
        if (called && isAnswer(moment)) {
            steps.add(of.attempt(moment, answer(moment)));
        }
        switch (moment.state()) {
            case DELIVERED -> {}
            case QUEUED -> {
                if (!replayed) {
                    steps.add(of.step(moment.at(), "released", null));
                }
            }
            case HELD -> steps.add(held(of, status, moment));
            case DEFERRED -> steps.add(of.waits(moment.at(), "retry", moment.reason(), moment.until()));
            case DEAD -> {
                boolean bounced = before.state() == State.DELIVERED && !called;
                steps.add(of.ended(moment, bounced ? "bounced" : word(State.DEAD)));
            }
            case SKIPPED, EXPIRED, CANCELLED -> steps.add(of.step(moment.at(), word(moment.state()), moment.reason()));
        }
    }

    private static TrailStep held(TrailStep.Of of, DeliveryStatus status, Moment moment) {
        return DIGESTED.equals(moment.reason()) && status.getDigest() != null
                ? of.digested(moment.at(), moment.until(), status.getDigest())
                : of.waits(moment.at(), "held", moment.reason(), moment.until());
    }

    /// What expired, was cancelled or left out behind an attempt says its number again.
    private static boolean isAnswer(Moment moment) {
        return switch (moment.state()) {
            case DELIVERED, DEFERRED, DEAD -> true;
            case QUEUED, HELD, SKIPPED, EXPIRED, CANCELLED -> false;
        };
    }

    /// As when the words were taken back.
    private static boolean isBlank(Said said) {
        return said.getTitle().isEmpty() && said.getText().isEmpty();
    }

    private static String answer(Moment moment) {
        return switch (moment.state()) {
            case DELIVERED -> "DELIVERED";
            case DEAD -> USED_UP.equals(moment.reason()) ? "DEFERRED" : "REJECTED";
            case QUEUED, HELD, DEFERRED, SKIPPED, EXPIRED, CANCELLED -> "DEFERRED";
        };
    }

    private static String word(State state) {
        return switch (state) {
            case SKIPPED -> "refused";
            case DEAD -> "dead-lettered";
            case EXPIRED -> "expired";
            case CANCELLED -> "cancelled";
            case DELIVERED -> "delivered";
            case QUEUED, HELD, DEFERRED -> "chosen";
        };
    }
}
