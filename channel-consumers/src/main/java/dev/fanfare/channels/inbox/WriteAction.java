package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.InboxAction;
import dev.fanfare.schemas.InboxActionKind;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.running.Waiters;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/// Writes what a person did, and waits until the inbox shows it.
public final class WriteAction {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /// In case that the partition moves to another thread meanwhile.
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final Topics topics;
    private final Codec<InboxAction> codec;
    private final InstantSource clock;

    public WriteAction(KafkaTemplate<byte[], byte[]> kafka, Topics topics, Codecs codecs, InstantSource clock) {
        this.kafka = kafka;
        this.topics = topics;
        this.codec = codecs.of(topics.inboxActions(), InboxAction.class);
        this.clock = clock;
    }

    /// @param delivery empty where all are meant
    /// @throws InboxAway where it did not show within 5 s; doing it again is harmless
    void run(ReadInbox inbox, InboxActionKind kind, String recipient, String delivery) throws InterruptedException {
        try (Waiters.Waiter change = inbox.actions().open(recipient)) {
            long offset = write(new InboxAction(recipient, kind, delivery, clock.instant()));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!inbox.inForce(recipient, offset)) {
                if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                    throw new InboxAway("the inbox does not show it yet");
                }
                change.await(LOOK_EVERY);
            }
        }
    }

    private long write(InboxAction action) throws InterruptedException {
        try {
            byte[] key = action.getRecipient().getBytes(StandardCharsets.UTF_8);
            return kafka.send(new ProducerRecord<>(
                            topics.inboxActions().name(),
                            topics.partitioning().of(action.getRecipient()),
                            key,
                            codec.encode(action)))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .getRecordMetadata()
                    .offset();
        } catch (ExecutionException | TimeoutException | KafkaException away) {
            throw new InboxAway("Kafka does not answer");
        }
    }
}
