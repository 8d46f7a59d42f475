package dev.fanfare.schemas;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `fanfare.retention.*`: how long what has ended is kept. What waits, or is open, is kept in any case.
///
/// Every time is 1 s to 3,650 d.
///
/// @param status an event's, from its end; its key is admitted once for as long
/// @param delivered deliveries that ended well or without a send, from their end
/// @param failed dead deliveries, and the status of events with one, from their end
/// @param deadLetters on the channels' dead-letter topics
/// @param inbox items of a person's inbox, from when they came
/// @param inboxItems of a person, 1 to 10,000; the oldest make way
/// @param events records of events and of what became of them, from their writing, once they are worked off
/// @param deliveries records of slices, deliveries and commands, from their writing, once they are worked off
/// @param eventsDlt what could not be read or admitted
/// @param audit who did what, when
/// @param analytics a day's sums of what was sent and what became of it, from that day
public record Retention(
        Duration status,
        Duration delivered,
        Duration failed,
        Duration deadLetters,
        Duration inbox,
        Integer inboxItems,
        Duration events,
        Duration deliveries,
        Duration eventsDlt,
        Duration audit,
        Duration analytics) {

    /// How long it is remembered who was erased: longer than anything waits, which is 365 d at most.
    public static final Duration ERASURES = Duration.ofDays(366);

    /// How long a reader of a stream may be away and still go on behind what was seen last.
    public static final Duration LIVE = Duration.ofHours(1);

    /// How long it is kept who had a stream open: longer than a lease.
    public static final Duration PRESENCE = Duration.ofMinutes(10);

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(3_650);
    private static final int MOST_ITEMS = 10_000;

    /// Unless a setting says otherwise; it needs the bounds above.
    public static final Retention DEFAULT =
            new Retention(null, null, null, null, null, null, null, null, null, null, null);

    public Retention(
            @Nullable Duration status,
            @Nullable Duration delivered,
            @Nullable Duration failed,
            @Nullable Duration deadLetters,
            @Nullable Duration inbox,
            @Nullable Integer inboxItems,
            @Nullable Duration events,
            @Nullable Duration deliveries,
            @Nullable Duration eventsDlt,
            @Nullable Duration audit,
            @Nullable Duration analytics) {
        this.status = checked("status", status, 7);
        this.delivered = checked("delivered", delivered, 7);
        this.failed = checked("failed", failed, 30);
        this.deadLetters = checked("dead-letters", deadLetters, 30);
        this.inbox = checked("inbox", inbox, 90);
        this.inboxItems = inboxItems == null ? 500 : inboxItems;
        this.events = checked("events", events, 7);
        this.deliveries = checked("deliveries", deliveries, 1);
        this.eventsDlt = checked("events-dlt", eventsDlt, 7);
        this.audit = checked("audit", audit, 365);
        this.analytics = checked("analytics", analytics, 90);
        if (this.inboxItems < 1 || this.inboxItems > MOST_ITEMS) {
            throw new IllegalArgumentException(
                    "fanfare.retention.inbox-items: must be 1 to " + MOST_ITEMS + ", is " + this.inboxItems);
        }
    }

    /// The shorter of the times that deliveries are kept.
    public Duration shortestDelivery() {
        return delivered.compareTo(failed) < 0 ? delivered : failed;
    }

    private static Duration checked(String name, @Nullable Duration given, int days) {
        Duration time = given == null ? Duration.ofDays(days) : given;
        if (time.compareTo(LEAST) < 0 || time.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "fanfare.retention." + name + ": must be 1s to 3650d, is " + Names.of(time));
        }
        return time;
    }
}
