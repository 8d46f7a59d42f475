package dev.fanfare.track.events;

import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.Names;
import dev.fanfare.track.tally.Tallies;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Counts and logs what happens to an event as a whole.
public final class EventMeters {

    private static final Logger LOG = LoggerFactory.getLogger(EventMeters.class);
    private static final int MOST_TYPES = 500;
    private static final String OTHER = "other";

    private final MeterRegistry meters;
    private final Set<String> types = ConcurrentHashMap.newKeySet();

    public EventMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void admitted(EventAdmitted head) {
        meters.counter(
                        "notification.created",
                        "notification_type",
                        label(head),
                        "priority",
                        Names.of(head.getPriority()))
                .increment();
    }

    void dispatched(EventAdmitted head, EventStatus status) {
        meters.counter("notification.dispatched", "notification_type", label(head))
                .increment();
        List<String> channels = status.getTallies().stream()
                .map(tally -> tally.getChannel().name().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        about(head)
                .addKeyValue("deliveries_count", Tallies.expected(status.getTallies()))
                .addKeyValue("channels", channels)
                .log("Event dispatched");
    }

    void finished(EventAdmitted head, EventStatus status) {
        about(head)
                .addKeyValue("state", EventState.of(status))
                .addKeyValue("deliveries_count", Tallies.expected(status.getTallies()))
                .log("Event finished");
    }

    private static LoggingEventBuilder about(EventAdmitted head) {
        LoggingEventBuilder record = LOG.atInfo().addKeyValue("notification_id", head.getKey());
        return head.getCorrelationId() == null ? record : record.addKeyValue("correlation_id", head.getCorrelationId());
    }

    /// So many types have a label of their own: who sends events must not be able to fill the memory.
    private String label(EventAdmitted head) {
        boolean known = types.contains(head.getType()) || types.size() < MOST_TYPES && types.add(head.getType());
        return known ? head.getType() : OTHER;
    }
}
