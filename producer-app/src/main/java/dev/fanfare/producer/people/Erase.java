package dev.fanfare.producer.people;

import dev.fanfare.producer.audit.AuditLine;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlet;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.schemas.AuditEntry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/// What erases a person: two deletions, and a line of the audit with a hash of the id; memberships and all else follow.
record Erase(Outlets outlets, InstantSource clock) {

    private static final String ACTION = "recipient.erase";

    /// Takes one record to be written.
    interface Writer {
        <T extends SpecificRecord> void write(Outlet<T> outlet, Message<T> message);
    }

    void run(String id, Caller caller, Writer writer) {
        writer.write(outlets.audit(), audit(id, caller));
        writer.write(outlets.recipients(), Message.deletion(id, id));
        writer.write(outlets.preferences(), Message.deletion(id, id));
    }

    /// What of it comes into force: the audit is only read.
    Map<TopicPartition, Long> ofPeople(Map<TopicPartition, Long> written) {
        Map<TopicPartition, Long> people = new HashMap<>(written);
        people.keySet().removeIf(at -> at.topic().equals(outlets.audit().topic().name()));
        return people;
    }

    private Message<AuditEntry> audit(String id, Caller caller) {
        return new AuditLine(caller, ACTION, AuditLine.hash(id), null).at(clock.instant());
    }
}
