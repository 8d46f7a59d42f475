package dev.fanfare.track;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryHeard;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.track.analytics.AnalyticsQuery;
import dev.fanfare.track.analytics.DayFigures;
import dev.fanfare.track.channels.ChannelFigures;
import dev.fanfare.track.deliveries.DeliveriesInStore;
import dev.fanfare.track.deliveries.TrailInStore;
import dev.fanfare.track.events.EventState;
import dev.fanfare.track.events.EventsInStore;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.test.TestRecord;

/// What tracking has come to.
class TrackOutput extends TrackDriver {

    private final Codec<EventCommand> commands = CODECS.of(TOPICS.commands(), EventCommand.class);

    TrackOutput(Path stateDir, Retention retention) {
        super(stateDir, retention);
    }

    /// A person's steps, in a few words each.
    List<String> trail(String event, String recipient) {
        return TrailInStore.steps(driver.getKeyValueStore(DeliveriesInStore.NAME), event, recipient);
    }

    /// What there is without a record of its own.
    List<String> brief(String event, String recipient) {
        return TrailInStore.brief(driver.getKeyValueStore(DeliveriesInStore.NAME), event, recipient);
    }

    /// The sums of all days that are kept.
    List<String> days() {
        LocalDate first = LocalDate.parse("2026-01-01");
        AnalyticsQuery all = AnalyticsQuery.of(Map.of("from", first.toString()), first.plusYears(1));
        return DayFigures.of(List.of(driver.getKeyValueStore(DeliveriesInStore.SUMS)), all).rows().stream()
                .map(row -> row.day() + " " + row.type() + " " + row.channel() + ": " + row.sent() + " sent, "
                        + row.delivered() + " delivered, " + row.read() + " read, " + row.failed() + " failed, "
                        + row.causes())
                .toList();
    }

    /// What steps were told since it was last looked at.
    List<DeliveryHeard> heard() {
        Codec<DeliveryCommand> codec = CODECS.of(TOPICS.deliveryCommands(), DeliveryCommand.class);
        return written(TOPICS.deliveryCommands().name()).stream()
                .map(record -> codec.decode(record.value()))
                .map(decoded ->
                        ((Decoded.Readable<DeliveryCommand>) decoded).value().getContent())
                .map(DeliveryHeard.class::cast)
                .toList();
    }

    /// Every byte of the store of deliveries, as text.
    String storedText() {
        return DeliveriesInStore.text(driver.getKeyValueStore(DeliveriesInStore.NAME));
    }

    boolean knows(String key) {
        return EventsInStore.find(driver.getKeyValueStore(EventsInStore.NAME), key)
                .isPresent();
    }

    boolean isStored(String event, String recipient, Channel channel) {
        return DeliveriesInStore.find(
                        driver.getKeyValueStore(DeliveriesInStore.NAME), delivery(event, recipient, channel), accepted)
                .isPresent();
    }

    /// Entries of every kind.
    int storedDeliveries() {
        return DeliveriesInStore.size(driver.getKeyValueStore(DeliveriesInStore.NAME))
                + DeliveriesInStore.ofEvents(driver.getKeyValueStore(DeliveriesInStore.SUMS));
    }

    /// Entries of every kind.
    int storedEvents() {
        return DeliveriesInStore.size(driver.getKeyValueStore(EventsInStore.NAME));
    }

    /// What was asked of events since it was last looked at.
    List<EventCommand> commands() {
        return written(TOPICS.commands().name()).stream()
                .map(record -> commands.decode(record.value()))
                .map(decoded -> ((Decoded.Readable<EventCommand>) decoded).value())
                .toList();
    }

    EventStatus event(String key) {
        return EventsInStore.find(driver.getKeyValueStore(EventsInStore.NAME), key)
                .orElseThrow();
    }

    EventState state(String key) {
        return EventsInStore.state(event(key));
    }

    DeliveryStatus delivered(String event, String recipient, Channel channel) {
        return DeliveriesInStore.find(
                        driver.getKeyValueStore(DeliveriesInStore.NAME), delivery(event, recipient, channel), accepted)
                .orElseThrow();
    }

    int pending() {
        return DeliveriesInStore.pending(driver.getKeyValueStore(DeliveriesInStore.SUMS));
    }

    /// What a channel has come to by now.
    ChannelFigures.Figures figures(Channel channel) {
        return ChannelFigures.of(List.of(driver.getKeyValueStore(DeliveriesInStore.SUMS)), now)
                .channels()
                .get(Names.of(channel));
    }

    /// What was written to a topic since it was last asked.
    List<TestRecord<byte[], byte[]>> written(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }
}
