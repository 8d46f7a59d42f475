package dev.fanfare.fanout.people;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.streams.ErasureMarks;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/// Deletions of people in; out, one word for all who keep something of them or are about to tell them.
///
/// An erasure has the time of its record, as an event has: both are the broker's.
///
/// @param erasures the node that writes to the erasures topic
public record TellErased(Topics topics, Codecs codecs, String erasures)
        implements ProcessorSupplier<String, byte[], String, Outgoing> {

    /// The time of an erasure; a record's from the future is now.
    public static Instant at(Record<String, byte[]> deletion, ProcessorContext<?, ?> context) {
        return Instant.ofEpochMilli(Math.min(deletion.timestamp(), context.currentSystemTimeMs()));
    }

    @Override
    public Processor<String, byte[], String, Outgoing> get() {
        Codec<Erasure> codec = codecs.of(topics.erasures(), Erasure.class);
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<String, byte[]> recipient) {
                if (recipient.value() != null || recipient.key() == null) {
                    return;
                }
                long now = context().currentSystemTimeMs();
                Instant at = at(recipient, context());
                ErasureMarks.in(context().getStateStore(People.STORE)).erase(recipient.key(), at);
                byte[] erasure = codec.encode(new Erasure(recipient.key(), at));
                context()
                        .forward(
                                new Record<>(
                                        recipient.key(),
                                        Outgoing.to(
                                                topics.erasures(),
                                                context().taskId().partition(),
                                                erasure),
                                        now),
                                erasures);
            }
        };
    }
}
