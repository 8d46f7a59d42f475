package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/// What a channel wrote, as whoever reads its topics sees it.
final class Written implements ProducerFactory<byte[], byte[]> {

    final MockProducer<byte[], byte[]> producer;
    private final Topics topics;
    private final Codecs codecs;
    int producersGivenUp;

    Written(Topics topics, Codecs codecs, boolean acknowledging) {
        this.topics = topics;
        this.codecs = codecs;
        this.producer = new MockProducer<>(acknowledging, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            /// A template closes what it was given after each record, which for a shared producer means nothing.
            @Override
            public void close(Duration timeout) {}

            @Override
            public void close() {}
        };
    }

    WriteRecords writer() {
        return new WriteRecords(new KafkaTemplate<>(this));
    }

    List<Outcome> outcomes() {
        return read(topics.outcomes(), OutcomeMessage.class).stream()
                .map(message -> (Outcome) message.getContent())
                .toList();
    }

    List<Event> events() {
        return read(topics.events(Lane.STANDARD), Event.class);
    }

    List<DeadLetter> deadLetters(Topic topic) {
        return read(topic, DeadLetter.class);
    }

    List<ProducerRecord<byte[], byte[]>> on(Topic topic) {
        return producer.history().stream()
                .filter(sent -> sent.topic().equals(topic.name()))
                .toList();
    }

    static String header(ProducerRecord<byte[], byte[]> sent, String name) {
        return RecordHeaders.get(sent.headers(), name).orElse("");
    }

    private <T extends SpecificRecord> List<T> read(Topic topic, Class<T> type) {
        return on(topic).stream()
                .map(sent -> switch (codecs.of(topic, type).decode(sent.value())) {
                    case Decoded.Readable(var value) -> value;
                    case Decoded.Unreadable(var why) -> throw new AssertionError(why);
                    case Decoded.Absent() -> throw new AssertionError("no value");
                })
                .toList();
    }

    @Override
    public Producer<byte[], byte[]> createProducer() {
        return producer;
    }

    @Override
    public void reset() {
        producersGivenUp++;
    }
}
