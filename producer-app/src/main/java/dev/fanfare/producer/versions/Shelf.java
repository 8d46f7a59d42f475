package dev.fanfare.producer.versions;

import dev.fanfare.producer.kafka.Outlet;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.serde.Codec;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One kind with its copy, and the way back to its topic.
public record Shelf<T extends SpecificRecord>(Kind<T> kind, Copy<T> copy, Codec<T> codec, Outlet<T> outlet) {

    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

    String topic() {
        return outlet.topic().name();
    }

    void forgetRemembered() {
        copy.forgetRemembered();
    }

    void clear() {
        copy.clear();
    }

    /// Takes a record of the topic into the copy; one that cannot be read leaves what was there before.
    void learn(ConsumerRecord<String, byte[]> entry) {
        RecordKey key = RecordKey.of(entry.key() == null ? "" : entry.key());
        switch (codec.decode(entry.value())) {
            case Decoded.Readable<T>(T value) -> copy.put(key, value);
            case Decoded.Absent<T>() -> copy.remove(key);
            case Decoded.Unreadable<T>(String why) ->
                LOG.atWarn()
                        .addKeyValue("topic", entry.topic())
                        .addKeyValue("offset", entry.offset())
                        .addKeyValue("why", why)
                        .log("a record cannot be read and is left out");
        }
    }
}
