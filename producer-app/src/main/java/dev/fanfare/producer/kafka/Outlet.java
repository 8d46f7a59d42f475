package dev.fanfare.producer.kafka;

import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.serde.Codec;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// Writes to one topic, each record to the partition of its owner.
public final class Outlet<T extends SpecificRecord> {

    private final Topic topic;
    private final Codec<T> codec;
    private final Producer<String, byte[]> producer;
    private volatile boolean prepared;

    Outlet(Topic topic, Codec<T> codec, Producer<String, byte[]> producer) {
        this.topic = topic;
        this.codec = codec;
        this.producer = producer;
    }

    public Topic topic() {
        return topic;
    }

    /// Registers the schema and asks for the topic's leaders, so that no call waits for that; throws where Kafka or the
    /// registry is away.
    void prepare(T sample) {
        codec.encode(sample);
        producer.partitionsFor(topic.name());
        prepared = true;
    }

    /// Lets records through though nobody has asked for the topic's leaders: the first ones ask.
    void open() {
        prepared = true;
    }

    /// Whether records go through: [#prepare] has gone well, or it was opened.
    boolean isPrepared() {
        return prepared;
    }

    /// Gives a record to the producer.
    ///
    /// @throws KafkaAway where there is no room, or no connection since the start
    public Pending send(Message<T> message) {
        return send(message, (_, _) -> {});
    }

    /// As [#send(Message)], and tells `then` how it ended.
    public Pending send(Message<T> message, Callback then) {
        if (!prepared) {
            throw new KafkaAway("Kafka has not answered since the start");
        }
        try {
            T value = message.value();
            byte[] bytes = value == null ? null : codec.encode(value);
            var producerRecord = new ProducerRecord<>(topic.name(), partition(message.owner()), message.key(), bytes);
            message.headers().forEach((name, text) -> RecordHeaders.put(producerRecord.headers(), name, text));
            return new Pending(producer.send(producerRecord, then));
        } catch (KafkaException away) {
            throw new KafkaAway("could not send to " + topic.name(), away);
        }
    }

    /// Where the records of `owner` stand.
    public int partition(String owner) {
        return topic.by() == Topic.PartitionedBy.NOTHING ? 0 : new Partitioning(topic.partitions()).of(owner);
    }
}
