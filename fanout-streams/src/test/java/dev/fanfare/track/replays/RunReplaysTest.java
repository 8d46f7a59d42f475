package dev.fanfare.track.replays;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.ReplayAction;
import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplayMessage;
import dev.fanfare.schemas.ReplayPace;
import dev.fanfare.schemas.ReplayProgress;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.schemas.Topics;
import dev.fanfare.track.aging.Aging;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A replay as a whole, over two partitions that are not there.
class RunReplaysTest {

    private static final Topics TOPICS = new Topics("t.", new Partitioning(2));

    private final MockProcessorContext<byte[], Object> context = new MockProcessorContext<>();
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private final RunReplays step = new RunReplays(2, new Aging(TOPICS.retention(), () -> now));

    @BeforeEach
    void start() {
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(ReplayStore.NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        step.init(context);
        say(new ReplayMessage(new ReplayAsked(
                "1", ReplaySource.DLT, ReplayAction.REPLAY, new LetterFilter(), 100, false, "ops", now)));
    }

    @Test
    void while_one_partition_has_not_counted_nobody_is_told_a_pace() {
        tell(0, 10);
        assertThat(pacesIn(Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void while_none_tells_of_itself_none_is_told_a_pace_and_once_one_does_it_is() {
        tell(0, 10);
        tell(1, 10);
        assertThat(pacesIn(Duration.ofSeconds(10))).hasSize(20).allSatisfy(pace -> assertThat(pace.getPerSecond())
                .containsExactly(50.0, 50.0));
        assertThat(pacesIn(Duration.ofHours(1))).hasSizeLessThanOrEqualTo(20);
        assertThat(pacesIn(Duration.ofHours(1))).isEmpty();

        tell(1, 10);

        assertThat(pacesIn(Duration.ofSeconds(5))).hasSize(10);
    }

    private void tell(int partition, long matched) {
        say(new ReplayMessage(new ReplayProgress("1", partition, true, matched, 0L, 0L, false, now)));
    }

    private void say(ReplayMessage message) {
        step.process(new Record<>(new byte[0], message, now.toEpochMilli()));
    }

    private List<ReplayPace> pacesIn(Duration time) {
        context.resetForwards();
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusMillis(500);
            context.scheduledPunctuators()
                    .forEach(timer -> timer.getPunctuator().punctuate(now.toEpochMilli()));
        }
        return context.forwarded().stream()
                .map(sent -> sent.record().value())
                .filter(DeliveryCommand.class::isInstance)
                .map(command -> ((DeliveryCommand) command).getContent())
                .filter(ReplayPace.class::isInstance)
                .map(ReplayPace.class::cast)
                .toList();
    }
}
