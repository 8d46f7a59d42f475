package dev.fanfare.track.dead;

import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryHeard;
import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplayMessage;
import dev.fanfare.schemas.ReplayPace;
import dev.fanfare.schemas.ReplayProgress;
import dev.fanfare.schemas.ReplayStopped;
import dev.fanfare.schemas.RetryNow;
import dev.fanfare.streams.replay.ReplayParts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Commands in; out, the dead letters that they send again, and how far each replay has come on this partition.
@SuppressWarnings("NullAway.Init")
final class ReplayLetters implements Processor<byte[], DeliveryCommand, byte[], Object> {

    private final DeadLetters.Parts parts;
    private ProcessorContext<byte[], Object> context;
    private LetterStore letters;
    private LettersToReplay things;
    private ReplayParts replays;

    ReplayLetters(DeadLetters.Parts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(LetterStore.NAME);
        InstantSource clock = parts.aging().clock();
        letters = new LetterStore(store);
        things = new LettersToReplay(store, new SendLetter(parts, context), clock);
        replays = new ReplayParts(context, store, LetterKeys.PARTS, clock, things, this::tell);
    }

    @Override
    public void process(Record<byte[], DeliveryCommand> command) {
        switch (command.value().getContent()) {
            case ReplayAsked asked -> replays.begin(asked, Instant.ofEpochMilli(command.timestamp()));
            case ReplayStopped stopped -> replays.stop(stopped.getId());
            case ReplayPace pace -> replays.pace(pace);
            case RetryNow now -> retry(now);
            case DeliveryHeard _ -> {}
            default -> throw new IllegalStateException("no command for deliveries");
        }
    }

    /// Of a delivery that waits, the fan-out does it; of one that is dead, it is a replay of one.
    private void retry(RetryNow now) {
        LetterId.parse(now.getDelivery())
                .filter(id -> !id.isBuried())
                .flatMap(letters::find)
                .ifPresent(letter -> things.replay(letter, new SendLetter.Way(now.getDelivery(), false, 0)));
    }

    private void tell(ReplayProgress progress) {
        context.forward(
                new Record<>(
                        progress.getId().getBytes(StandardCharsets.UTF_8),
                        new ReplayMessage(progress),
                        progress.getAt().toEpochMilli()),
                DeadLetters.PROGRESS);
    }

    @Override
    public void close() {
        replays.close();
    }
}
