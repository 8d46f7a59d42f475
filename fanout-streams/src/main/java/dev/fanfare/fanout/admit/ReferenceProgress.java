package dev.fanfare.fanout.admit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How far this instance has read the topics of rules and templates.
public final class ReferenceProgress {

    private final Map<String, Long> offsets = new ConcurrentHashMap<>();

    void read(String topic, long offset) {
        offsets.merge(topic, offset, Math::max);
    }

    /// Whether the record at this offset is in force here.
    public boolean past(String topic, long offset) {
        return offsets.getOrDefault(topic, -1L) >= offset;
    }
}
