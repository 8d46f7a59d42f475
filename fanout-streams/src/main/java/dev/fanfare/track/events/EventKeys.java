package dev.fanfare.track.events;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/// Where things stand in the store of events.
///
/// - `s`, event key (22): an event's status.
/// - `t`, time of acceptance reversed (8), event key (22): an event in the order of time, newest first; the value is
///   empty.
/// - `i`, hash (8), time of acceptance reversed (8), event key (22): likewise those with one correlation id, or about
///   one entity ([EventOrder]).
/// - `k`, time of its end (8), event key (22): an event that ended well, to be dropped in that order.
/// - `f`, time of its end (8), event key (22): likewise one that failed, or with something dead.
final class EventKeys {

    static final char ENDED = 'k';
    static final char FAILED = 'f';

    private EventKeys() {}

    static Bytes status(String key) {
        return Bytes.wrap(("s" + key).getBytes(StandardCharsets.UTF_8));
    }
}
