package dev.fanfare.producer.versions;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/// Writes a new version beside the older ones, one change after the other.
final class ChangeShelf<T extends SpecificRecord> {

    /// Versions of one name that are kept, the current included.
    static final int VERSIONS = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Shelf<T> shelf;
    private final Ends ends;
    private final Progress progress;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    ChangeShelf(Shelf<T> shelf, Ends ends, Progress progress) {
        this.shelf = shelf;
        this.ends = ends;
        this.progress = progress;
    }

    /// What was written, and where.
    record Changed(long version, TopicPartition partition, long offset) {}

    Changed put(T value, Condition condition) {
        shelf.kind().check(value);
        String name = shelf.kind().key(value);
        return oneAtATime(name, condition, current -> {
            long next = newest(name) + 1;
            List<Message<T>> messages = kept(name, next - VERSIONS);
            messages.add(Message.of(name, shelf.kind().numbered(value, next)));
            return write(next, messages);
        });
    }

    /// The last version stays among the older ones, so that a name that comes back goes on counting.
    Changed delete(String name, Condition condition) {
        return oneAtATime(name, condition, current -> {
            if (current == 0) {
                throw Answers.none(shelf.kind().name(), name);
            }
            shelf.kind().checkDeletion(name);
            List<Message<T>> messages = kept(name, current - VERSIONS);
            messages.add(Message.deletion(name, name));
            return write(current, messages);
        });
    }

    private Changed oneAtATime(String name, Condition condition, Change change) {
        oneAtATime.lock();
        try {
            catchUp();
            long current = shelf.copy().current(name).map(shelf.kind()::version).orElse(0L);
            condition.require(current);
            Changed changed = change.from(current);
            progress.past(changed.partition(), changed.offset(), PATIENCE);
            return changed;
        } finally {
            oneAtATime.unlock();
        }
    }

    /// Another front door may have written meanwhile.
    private void catchUp() {
        TopicPartition partition = new TopicPartition(shelf.topic(), 0);
        if (!progress.past(partition, ends.end(partition) - 1, PATIENCE)) {
            throw new KafkaAway("the copy of " + shelf.topic() + " is behind");
        }
    }

    private long newest(String name) {
        long older = shelf.copy().older(name).stream()
                .mapToLong(shelf.kind()::version)
                .max()
                .orElse(0);
        return Math.max(
                older, shelf.copy().current(name).map(shelf.kind()::version).orElse(0L));
    }

    /// The current one moves to the older ones, and those up to `last` go.
    private List<Message<T>> kept(String name, long last) {
        List<Message<T>> messages = new ArrayList<>();
        shelf.copy()
                .current(name)
                .ifPresent(current ->
                        messages.add(Message.of(new RecordKey(name, shelf.kind().version(current)).text(), current)));
        shelf.copy().older(name).stream()
                .mapToLong(shelf.kind()::version)
                .filter(version -> version <= last)
                .forEach(version -> messages.add(Message.deletion(name, new RecordKey(name, version).text())));
        return messages;
    }

    private Changed write(long version, List<Message<T>> messages) {
        List<Pending> sent = messages.stream().map(shelf.outlet()::send).toList();
        RecordMetadata last = sent.stream().map(Pending::acknowledged).toList().getLast();
        return new Changed(version, new TopicPartition(last.topic(), last.partition()), last.offset());
    }

    private interface Change {
        Changed from(long currentVersion);
    }
}
