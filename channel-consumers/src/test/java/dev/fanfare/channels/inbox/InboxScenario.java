package dev.fanfare.channels.inbox;

import dev.fanfare.channels.controls.Controls;
import dev.fanfare.channels.controls.KnownControls;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryRead;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.InboxAction;
import dev.fanfare.schemas.InboxActionKind;
import dev.fanfare.schemas.InboxCount;
import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The inbox's topology in virtual time: deliveries and actions go in, items, counts and outcomes are looked at.
final class InboxScenario implements AutoCloseable {

    static final Topics TOPICS = new Topics("t.", new Partitioning(1));

    private final Topics topics;
    private final Path state = stateDir();
    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final TopologyTestDriver driver;
    private final Controls controls = KnownControls.none();
    private Instant now = Deliveries.NOON;

    InboxScenario() {
        this(Retention.DEFAULT);
    }

    InboxScenario(Retention retention) {
        topics = new Topics(TOPICS.prefix(), TOPICS.partitioning(), retention);
        Properties config =
                new InboxSettings(Map.of("bootstrap.servers", "none:1"), state, 1, 0, "", "", 1).config("t.in-app");
        driver = new TopologyTestDriver(InboxTopology.build(topics, codecs, controls, () -> now, _ -> {}), config, now);
    }

    static Delivery.Builder event(String event, String recipient) {
        return Deliveries.of(event, Channel.IN_APP, recipient, recipient).setTitle(event);
    }

    InboxScenario comes(Delivery.Builder delivery) {
        return comes(delivery.build());
    }

    InboxScenario comes(Delivery delivery) {
        return comes(delivery.getRecipient(), codecs.of(lane(), Delivery.class).encode(delivery));
    }

    InboxScenario comes(String key, byte[] bytes) {
        pipe(lane(), key, bytes);
        return this;
    }

    InboxScenario reads(String recipient, String delivery) {
        return acts(InboxActionKind.READ, recipient, delivery);
    }

    InboxScenario dismisses(String recipient, String delivery) {
        return acts(InboxActionKind.DISMISS, recipient, delivery);
    }

    InboxScenario readsAll(String recipient) {
        return acts(InboxActionKind.READ_ALL, recipient, "");
    }

    InboxScenario erased(String recipient) {
        return erasedAt(recipient, now);
    }

    InboxScenario erasedAt(String recipient, Instant at) {
        pipe(
                TOPICS.erasures(),
                recipient,
                codecs.of(TOPICS.erasures(), Erasure.class).encode(new Erasure(recipient, at)));
        return this;
    }

    /// Every key of the store.
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, InboxEntry> all = store().all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    /// The store of what paused events hold.
    KeyValueStore<String, byte[]> held() {
        return driver.getKeyValueStore(HeldDeliveries.STORE);
    }

    Instant now() {
        return now;
    }

    InboxScenario junkAction() {
        pipe(TOPICS.inboxActions(), "ada", "junk".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /// An event is cancelled, paused, or goes on.
    InboxScenario steered(String event, @Nullable Steering steering) {
        KnownControls.learn(controls, event, steering, now);
        return this;
    }

    InboxScenario later(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
        return this;
    }

    /// A person's items in the store, the newest first.
    List<InboxItem> items(String recipient) {
        List<InboxItem> items = new ArrayList<>();
        try (KeyValueIterator<String, InboxEntry> range =
                store().range(InboxKeys.beforeItems(recipient), InboxKeys.afterItems(recipient))) {
            range.forEachRemaining(entry -> items.add((InboxItem) entry.value.getContent()));
        }
        return items;
    }

    int unread(String recipient) {
        return store().get(InboxKeys.count(recipient)).getContent() instanceof InboxCount count
                ? count.getUnread()
                : -1;
    }

    long entries() {
        try (KeyValueIterator<String, InboxEntry> all = store().all()) {
            long entries = 0;
            while (all.hasNext()) {
                all.next();
                entries++;
            }
            return entries;
        }
    }

    List<Outcome> outcomes() {
        return written(TOPICS.outcomes()).stream()
                .map(record -> read(TOPICS.outcomes(), OutcomeMessage.class, record.value())
                        .getContent())
                .filter(Outcome.class::isInstance)
                .map(Outcome.class::cast)
                .toList();
    }

    /// What tracking hears of what was read, since the last look.
    List<DeliveryRead> readings() {
        return written(TOPICS.outcomes()).stream()
                .map(record -> read(TOPICS.outcomes(), OutcomeMessage.class, record.value())
                        .getContent())
                .filter(DeliveryRead.class::isInstance)
                .map(DeliveryRead.class::cast)
                .toList();
    }

    /// What open streams are told since the last look: `created KEY 1`, with the delivery where there is one and the
    /// number of unread items.
    List<String> live() {
        return written(TOPICS.live()).stream()
                .map(record -> read(TOPICS.live(), Live.class, record.value()))
                .map(live -> (Names.of(live.getKind()) + " " + live.getDelivery()).strip() + " " + live.getUnread())
                .toList();
    }

    List<TestRecord<byte[], byte[]>> setAside() {
        return written(TOPICS.eventsDlt());
    }

    @Override
    public void close() {
        driver.close();
        try {
            Utils.delete(state.toFile());
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    private InboxScenario acts(InboxActionKind kind, String recipient, String delivery) {
        pipe(
                TOPICS.inboxActions(),
                recipient,
                codecs.of(TOPICS.inboxActions(), InboxAction.class)
                        .encode(new InboxAction(recipient, kind, delivery, now)));
        return this;
    }

    private KeyValueStore<String, InboxEntry> store() {
        return driver.getKeyValueStore(InboxTopology.STORE);
    }

    private void pipe(Topic topic, String key, byte[] value) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(StandardCharsets.UTF_8), value, now);
    }

    private List<TestRecord<byte[], byte[]>> written(Topic topic) {
        return driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private <T extends SpecificRecord> T read(Topic topic, Class<T> type, byte[] bytes) {
        return switch (codecs.of(topic, type).decode(bytes)) {
            case Decoded.Readable(var value) -> value;
            case Decoded.Unreadable(var why) -> throw new AssertionError(why);
            case Decoded.Absent() -> throw new AssertionError("no value");
        };
    }

    private static Topic lane() {
        return TOPICS.channel(Channel.IN_APP, Lane.STANDARD);
    }

    private static Path stateDir() {
        try {
            return Files.createTempDirectory("inbox");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
