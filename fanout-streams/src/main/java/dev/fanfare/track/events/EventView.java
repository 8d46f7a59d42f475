package dev.fanfare.track.events;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chosen;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.Tally;
import dev.fanfare.track.tally.Tallies;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An event as `GET /v1/events/{key}` shows it.
///
/// @param progress 0 to 1, null until every slice has reported
/// @param perSecond deliveries that ended, as a moving rate
/// @param eta when nothing will be open at this rate
/// @param stopped deliveries that a cancel stopped, and not that someone was erased; null unless the state is CANCELLED
/// @param left all others of a cancelled event
/// @param sendAt when it is, or was, to be sent; null where that was at once
/// @param releasedAt when it went on behind that
/// @param every of a series, when it occurs; `sendAt` is then when it does next
/// @param series of an occurrence, the key of its series
/// @param rule which led to it; null where the event said all for itself, or was not admitted
/// @param admittedAt when rule and words were chosen
record EventView(
        String key,
        @Nullable String id,
        @Nullable String source,
        @Nullable String type,
        @Nullable String priority,
        String state,
        long recipients,
        Expansion expansion,
        Map<String, ChannelCounts> channels,
        @Nullable Double progress,
        double perSecond,
        @Nullable Instant eta,
        Map<String, Long> reasons,
        @Nullable Long stopped,
        @Nullable Long left,
        @Nullable String reason,
        @Nullable String error,
        @Nullable String correlationId,
        @Nullable String entityType,
        @Nullable String entityId,
        @Nullable Instant acceptedAt,
        @Nullable Instant sendAt,
        @Nullable Instant releasedAt,
        @Nullable String every,
        @Nullable String series,
        @Nullable Instant doneAt,
        @Nullable RuleUsed rule,
        @Nullable TemplateUsed template,
        @Nullable Instant admittedAt) {

    /// @param version of the rule for its type that led to it
    record RuleUsed(String type, long version) {}

    record TemplateUsed(String name, long version) {}

    /// @param perSecond persons met, as a moving rate
    record Expansion(boolean done, double perSecond) {}

    /// `expected` is the sum of the others.
    record ChannelCounts(
            long expected, long delivered, long skipped, long dead, long expired, long cancelled, OpenCounts open) {

        static ChannelCounts of(Channel channel, List<Tally> tallies) {
            long expected = tallies.stream()
                    .filter(tally -> tally.getChannel() == channel)
                    .mapToLong(Tally::getCount)
                    .sum();
            return new ChannelCounts(
                    expected,
                    Tallies.count(tallies, channel, State.DELIVERED),
                    Tallies.count(tallies, channel, State.SKIPPED),
                    Tallies.count(tallies, channel, State.DEAD),
                    Tallies.count(tallies, channel, State.EXPIRED),
                    Tallies.count(tallies, channel, State.CANCELLED),
                    OpenCounts.of(channel, tallies));
        }
    }

    /// Those that have not ended.
    record OpenCounts(long queued, long held, long deferred) {

        static OpenCounts of(Channel channel, List<Tally> tallies) {
            return new OpenCounts(
                    Tallies.count(tallies, channel, State.QUEUED),
                    Tallies.count(tallies, channel, State.HELD),
                    Tallies.count(tallies, channel, State.DEFERRED));
        }
    }

    /// As it looks at `now`.
    static EventView of(EventStatus status, Instant now) {
        EventAdmitted head = status.getAdmitted();
        EventState state = EventState.of(status);
        double rate = state.isFinal() ? 0 : rounded(Pacing.perSecond(status.getDelivery(), now));
        boolean expanded = EventState.expanded(status);
        Long stopped = state == EventState.CANCELLED
                ? Long.valueOf(reasons(status.getTallies()).getOrDefault(Names.of(Reason.CANCELLED), 0L))
                : null;
        return new EventView(
                status.getKey(),
                from(head, EventAdmitted::getId),
                from(head, EventAdmitted::getSource),
                from(head, EventAdmitted::getType),
                from(head, admitted -> Names.of(priority(admitted, status.getSteering()))),
                state.name(),
                status.getRecipients(),
                new Expansion(expanded, expanded ? 0 : rounded(Pacing.perSecond(status.getExpansion(), now))),
                channels(status.getTallies()),
                status.getProgress(),
                rate,
                eta(status, rate, now),
                reasons(status.getTallies()),
                stopped,
                stopped == null ? null : Long.valueOf(Tallies.expected(status.getTallies()) - stopped),
                reason(head, state, status.getRecipients()),
                from(head, EventAdmitted::getError),
                from(head, EventAdmitted::getCorrelationId),
                from(head, EventAdmitted::getEntityType),
                from(head, EventAdmitted::getEntityId),
                from(head, EventAdmitted::getAcceptedAt),
                from(head, admitted -> sendAt(admitted, status.getSteering())),
                from(head, EventView::releasedAt),
                from(head, EventAdmitted::getEvery),
                from(head, EventAdmitted::getSeries),
                status.getDoneAt(),
                from(head, EventView::rule),
                from(head, EventView::template),
                from(head, EventView::admittedAt));
    }

    private static @Nullable RuleUsed rule(EventAdmitted head) {
        Chosen chosen = head.getChosen();
        return chosen == null || chosen.getRuleVersion() == null
                ? null
                : new RuleUsed(head.getType(), chosen.getRuleVersion());
    }

    private static @Nullable TemplateUsed template(EventAdmitted head) {
        Chosen chosen = head.getChosen();
        return chosen == null ? null : new TemplateUsed(chosen.getTemplate(), chosen.getTemplateVersion());
    }

    private static @Nullable Instant admittedAt(EventAdmitted head) {
        return head.getChosen() == null ? null : head.getAt();
    }

    private static Map<String, ChannelCounts> channels(List<Tally> tallies) {
        Map<String, ChannelCounts> channels = new LinkedHashMap<>();
        tallies.forEach(tally -> channels.computeIfAbsent(
                Names.of(tally.getChannel()), _ -> ChannelCounts.of(tally.getChannel(), tallies)));
        return channels;
    }

    private static Map<String, Long> reasons(List<Tally> tallies) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        for (Tally tally : tallies) {
            if (tally.getReason() != null) {
                reasons.merge(Names.of(tally.getReason()), tally.getCount(), Long::sum);
            }
        }
        return reasons;
    }

    private static @Nullable Instant eta(EventStatus status, double rate, Instant now) {
        long open = Tallies.expected(status.getTallies()) - Tallies.ended(status.getTallies());
        if (status.getProgress() == null || open <= 0 || rate <= 0) {
            return null;
        }
        return now.plusMillis((long) Math.min(open / rate * 1_000, Integer.MAX_VALUE));
    }

    private static Priority priority(EventAdmitted head, @Nullable Steering steering) {
        return steering == null || steering.getPriority() == null ? head.getPriority() : steering.getPriority();
    }

    private static @Nullable Instant sendAt(EventAdmitted head, @Nullable Steering steering) {
        return head.getAdmission() == Admission.SCHEDULED && steering != null && steering.getSendAt() != null
                ? steering.getSendAt()
                : head.getSendAt();
    }

    private static @Nullable Instant releasedAt(EventAdmitted head) {
        boolean wentOn = head.getAdmission() == Admission.ADMITTED || head.getAdmission() == Admission.WAITING;
        return wentOn && head.getSendAt() != null ? head.getAt() : null;
    }

    private static <T> @Nullable T from(@Nullable EventAdmitted head, Function<EventAdmitted, @Nullable T> field) {
        return head == null ? null : field.apply(head);
    }

    /// Why it ended as it did; one that met nobody says so.
    private static @Nullable String reason(@Nullable EventAdmitted head, EventState state, long recipients) {
        return state == EventState.DONE && recipients == 0 && from(head, EventAdmitted::getEvery) == null
                ? Names.of(Reason.NOBODY)
                : from(head, admitted -> name(admitted.getReason()));
    }

    private static @Nullable String name(@Nullable Reason reason) {
        return reason == null ? null : Names.of(reason);
    }

    private static double rounded(double rate) {
        return Math.round(rate * 10) / 10.0;
    }
}
