package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryHeard;
import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplayMessage;
import dev.fanfare.schemas.ReplayPace;
import dev.fanfare.schemas.ReplayProgress;
import dev.fanfare.schemas.ReplayStopped;
import dev.fanfare.schemas.RetryNow;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.streams.replay.ReplayParts;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Obeys what is asked of retries that wait: one now, or many at a pace.
final class ObeyDeliveryCommands {

    private static final byte PARTS = 'j';
    /// All replays have one partition.
    private static final int REPLAYS = 0;

    private final HoldRetry step;
    private final ProcessorContext<String, Outgoing> context;
    private final Codec<DeliveryCommand> commands;
    private final Codec<ReplayMessage> progress;
    private final ReplayRetries retries;
    private final ReplayParts replays;
    private final HearOfDeliveries hear;

    ObeyDeliveryCommands(
            HoldRetry step, ProcessorContext<String, Outgoing> context, ReplayRetries retries, HearOfDeliveries hear) {
        this.hear = hear;
        this.step = step;
        this.context = context;
        this.retries = retries;
        Topics topics = step.topics();
        commands = step.codecs().of(topics.deliveryCommands(), DeliveryCommand.class);
        progress = step.codecs().of(topics.replays(), ReplayMessage.class);
        replays = new ReplayParts(
                context, context.getStateStore(Retries.STORE), PARTS, step.clock(), retries, this::tell);
    }

    /// One that cannot be read is set aside by tracking, which reads the same topic.
    void obey(Record<String, byte[]> record) {
        if (commands.decode(record.value()) instanceof Decoded.Readable<DeliveryCommand>(var command)) {
            switch (command.getContent()) {
                case ReplayAsked asked -> replays.begin(asked, Instant.ofEpochMilli(record.timestamp()));
                case ReplayStopped stopped -> replays.stop(stopped.getId());
                case ReplayPace pace -> replays.pace(pace);
                case RetryNow now -> retries.release(now.getDelivery());
                case DeliveryHeard heard -> hear.hear(heard, step.clock().instant());
                default -> throw new IllegalStateException("no command for deliveries");
            }
        }
    }

    private void tell(ReplayProgress told) {
        byte[] bytes = progress.encode(new ReplayMessage(told));
        context.forward(
                new Record<>(
                        told.getId(),
                        Outgoing.to(step.topics().replays(), REPLAYS, bytes),
                        step.clock().millis()),
                step.out().progress());
    }

    void close() {
        replays.close();
    }
}
