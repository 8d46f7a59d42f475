package dev.fanfare.benchmarks.delivery;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What stands on the outcomes topic of one batch, read when it is over.
final class Ended {

    private static final Duration POLL = Duration.ofMillis(200);

    private final BitSet delivered = new BitSet();
    private final BitSet moved = new BitSet();
    private final List<Double> took = new ArrayList<>();
    private long repeated;

    private Ended() {}

    /// @param from where the outcomes ended before
    static Ended of(Ground ground, Batch batch, Map<TopicPartition, Long> from) {
        Ended ended = new Ended();
        var codec = ground.codecs().of(ground.topics().outcomes(), OutcomeMessage.class);
        Map<String, Object> client = ground.client();
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        Map<TopicPartition, Long> to = ground.outcomes().now();
        try (var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(to.keySet());
            from.forEach(consumer::seek);
            while (to.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> {
                    if (codec.decode(record.value()) instanceof Decoded.Readable<OutcomeMessage>(var message)
                            && message.getContent() instanceof Outcome outcome) {
                        ended.add(batch, outcome);
                    }
                });
            }
        }
        return ended;
    }

    private void add(Batch batch, Outcome outcome) {
        Integer number = batch.number(outcome.getEvent(), outcome.getRecipient());
        if (number == null) {
            return;
        }
        if (outcome.getState() == State.DELIVERED) {
            repeated += delivered.get(number) ? 1 : 0;
            delivered.set(number);
            took.add((double)
                    Duration.between(outcome.getAcceptedAt(), outcome.getAt()).toMillis());
        } else {
            moved.set(number);
        }
    }

    /// @throws IllegalStateException where one of the batch has no outcome, or was delivered twice
    Ended demandAll(Batch batch) {
        BitSet known = (BitSet) delivered.clone();
        known.or(moved);
        if (known.cardinality() != batch.size() || repeated > 0) {
            throw new IllegalStateException("of %d deliveries %d have an outcome, %d were delivered twice"
                    .formatted(batch.size(), known.cardinality(), repeated));
        }
        return this;
    }

    int delivered() {
        return delivered.cardinality();
    }

    /// To the retries, and not delivered since.
    int moved() {
        BitSet only = (BitSet) moved.clone();
        only.andNot(delivered);
        return only.cardinality();
    }

    /// Of each that was delivered the milliseconds from when it was due until its provider had taken it.
    List<Double> took() {
        return took;
    }
}
