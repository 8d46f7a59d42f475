package dev.fanfare.track.events;

import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.Names;
import dev.fanfare.track.tally.CountOnce;
import dev.fanfare.track.tally.Tallies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Counts and logs what happens to an event as a whole, each once.
public final class EventMeters {

    private static final Logger LOG = LoggerFactory.getLogger(EventMeters.class);
    private static final String TYPE = "notification_type";

    private final MeterRegistry meters;
    private final TypeLabels types = new TypeLabels();
    private final CountOnce once = new CountOnce();

    public EventMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /// Whether the record at this place is told of now; the calls that follow are about it.
    boolean counts(int partition, long offset) {
        return once.first(partition, offset);
    }

    void accepted(EventAdmitted head) {
        about(head).addKeyValue(TYPE, head.getType()).log("Notification accepted");
    }

    void admitted(EventAdmitted head) {
        Counter.builder("notification.created")
                .description("Events that were admitted")
                .tag(TYPE, types.of(head))
                .tag("priority", Names.of(head.getPriority()))
                .register(meters)
                .increment();
    }

    void dispatched(EventAdmitted head, EventStatus status) {
        Counter.builder("notification.dispatched")
                .description("Events whose expansion ended")
                .tag(TYPE, types.of(head))
                .register(meters)
                .increment();
        List<String> channels = status.getTallies().stream()
                .map(tally -> tally.getChannel().name().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        about(head)
                .addKeyValue("deliveries_count", Tallies.expected(status.getTallies()))
                .addKeyValue("channels", channels)
                .log("Notification dispatched successfully");
    }

    void finished(EventAdmitted head, EventStatus status) {
        about(head)
                .addKeyValue("state", EventState.of(status))
                .addKeyValue("deliveries_count", Tallies.expected(status.getTallies()))
                .log("Notification finished");
    }

    private static LoggingEventBuilder about(EventAdmitted head) {
        LoggingEventBuilder record = LOG.atInfo().addKeyValue("notification_id", head.getKey());
        return head.getCorrelationId() == null ? record : record.addKeyValue("correlation_id", head.getCorrelationId());
    }

    /// An event's type as a label: who sends events must not be able to fill a memory, ours or Prometheus'.
    private static final class TypeLabels {

        private static final int MOST = 1_000;
        private static final String OTHER = "other";

        private final Set<String> known = ConcurrentHashMap.newKeySet();

        /// Only a type with a rule has a label of its own, and only so many.
        String of(EventAdmitted head) {
            String type = head.getType();
            boolean ours = known.contains(type) || head.getRuled() && known.size() < MOST && known.add(type);
            return ours ? type : OTHER;
        }
    }
}
