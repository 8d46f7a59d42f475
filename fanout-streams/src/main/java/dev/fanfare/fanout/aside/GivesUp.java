package dev.fanfare.fanout.aside;

import org.apache.kafka.streams.processor.api.Record;

/// A step that has something to end for a record which it takes no more.
public interface GivesUp {

    /// Ends it, as far as anything can be read of it; the record itself goes to `events.dlt` without this step's doing.
    void giveUp(Record<String, byte[]> record, String why);
}
