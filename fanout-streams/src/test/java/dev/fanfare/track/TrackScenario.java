package dev.fanfare.track;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryHeard;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DeliveryRead;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.EventSteered;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Said;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.Tally;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import dev.fanfare.track.TrackTopology.Told;
import dev.fanfare.track.analytics.AnalyticsQuery;
import dev.fanfare.track.analytics.DayFigures;
import dev.fanfare.track.channels.ChannelFigures;
import dev.fanfare.track.deliveries.DeliveriesInStore;
import dev.fanfare.track.deliveries.DeliveryMeters;
import dev.fanfare.track.deliveries.TrailInStore;
import dev.fanfare.track.events.EventMeters;
import dev.fanfare.track.events.EventState;
import dev.fanfare.track.events.EventsInStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// Tracking in virtual time, told by the words of the pipeline; [TopologyTestDriver] stands nowhere else.
final class TrackScenario implements AutoCloseable {

    static final Instant ACCEPTED = Instant.parse("2026-03-01T08:00:00Z");
    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(12));
    private static final long ALL = 1_000_000;
    private static final Codecs CODECS = Codecs.with(new MemoryRegistry());

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<String> changed = new ArrayList<>();
    private final Codec<OutcomeMessage> outcomes = CODECS.of(TOPICS.outcomes(), OutcomeMessage.class);
    private final Codec<CountMessage> counts = CODECS.of(TOPICS.counts(), CountMessage.class);
    private final Codec<EventCommand> commands = CODECS.of(TOPICS.commands(), EventCommand.class);
    private final TopologyTestDriver driver;

    /// Persons of an event that were met before, by event and time of acceptance.
    private final Map<String, Long> met = new HashMap<>();

    private final long inDetail;

    private Instant now = ACCEPTED;
    private Instant accepted = ACCEPTED;

    TrackScenario(Path stateDir) {
        this(stateDir, Retention.DEFAULT);
    }

    TrackScenario(Path stateDir, Retention retention) {
        this(stateDir, retention, ALL);
    }

    /// @param detailLimit over all twelve partitions, of which everything here is one
    TrackScenario(Path stateDir, Retention retention, long detailLimit) {
        inDetail = detailLimit / TOPICS.partitioning().partitions();
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, TOPICS.group("track"));
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        Told told = new Told(new DeliveryMeters(meters), new EventMeters(meters), changed::add);
        Topics topics = new Topics(TOPICS.prefix(), TOPICS.partitioning(), retention);
        driver = new TopologyTestDriver(TrackTopology.build(topics, CODECS, () -> now, told), config, ACCEPTED);
    }

    static Topology topology() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Told told = new Told(new DeliveryMeters(meters), new EventMeters(meters), _ -> {});
        return TrackTopology.build(TOPICS, CODECS, InstantSource.system(), told);
    }

    static String delivery(String event, String recipient, Channel channel) {
        return DeliveryId.of(event, recipient, channel, recipient);
    }

    /// What is said from here on is said of an event that was accepted then.
    TrackScenario acceptedAt(Instant time) {
        accepted = time;
        return this;
    }

    void admitted(String event, int slices) {
        admitted(event, Admission.ADMITTED, slices);
    }

    void admitted(String event, Admission admission, int slices) {
        admitted(event, "greeting", true, admission, slices);
    }

    void admitted(String event, String type, boolean ruled, Admission admission, int slices) {
        admitted(event, type, ruled, admission, slices, null);
    }

    /// The end of a series: nobody is told of it.
    void ended(String event, String every) {
        EventAdmitted head = head(event, "greeting", true, Admission.ADMITTED, 0, null);
        head.setEvery(every);
        counted(head);
    }

    /// One that was cancelled before it came.
    void admittedCancelled(String event) {
        admitted(
                event,
                "greeting",
                true,
                Admission.ADMITTED,
                0,
                new Steering(true, false, null, null, ACCEPTED, null, null, null));
    }

    private void admitted(
            String event, String type, boolean ruled, Admission admission, int slices, @Nullable Steering steering) {
        counted(head(event, type, ruled, admission, slices, steering));
    }

    private EventAdmitted head(
            String event, String type, boolean ruled, Admission admission, int slices, @Nullable Steering steering) {
        return new EventAdmitted(
                event,
                "1",
                "test",
                type,
                Priority.NORMAL,
                admission,
                null,
                null,
                slices,
                "c-1",
                null,
                null,
                accepted,
                accepted,
                ruled,
                steering,
                null,
                null,
                null,
                null);
    }

    private void counted(EventAdmitted head) {
        pipe(TOPICS.counts().name(), counts.encode(new CountMessage(head)));
    }

    /// One chunk that queues a delivery on `channel` for each of `recipients`.
    void chunk(String event, boolean last, Channel channel, String... recipients) {
        chunk(event, last, State.QUEUED, null, channel, recipients);
    }

    void chunk(String event, boolean last, State state, Reason reason, Channel channel, String... recipients) {
        boolean brief =
                met.merge(event + accepted, (long) recipients.length, Long::sum) - recipients.length >= inDetail;
        List<ChunkEntry> entries = new ArrayList<>();
        ByteArrayOutputStream queued = new ByteArrayOutputStream();
        for (String recipient : recipients) {
            String id = delivery(event, recipient, channel);
            if (brief && state == State.QUEUED) {
                queued.writeBytes(DeliveryId.bytes(id).orElseThrow());
            } else {
                entries.add(new ChunkEntry(id, recipient, channel, Lane.STANDARD, state, reason, null, false, null));
            }
        }
        List<Tally> tallies = List.of(new Tally(channel, state, reason, (long) recipients.length));
        Chunk chunk = new Chunk(
                event,
                "greeting",
                (long) recipients.length,
                tallies,
                entries,
                accepted,
                accepted,
                last,
                brief,
                ByteBuffer.wrap(queued.toByteArray()),
                List.of(),
                List.of());
        pipe(TOPICS.outcomes().name(), outcomes.encode(new OutcomeMessage(chunk)));
    }

    /// One chunk that queues a delivery for each of `recipients`, with these words.
    void told(String event, Channel channel, String title, String... recipients) {
        List<ChunkEntry> entries = Stream.of(recipients)
                .map(recipient -> new ChunkEntry(
                        delivery(event, recipient, channel),
                        recipient,
                        channel,
                        Lane.STANDARD,
                        State.QUEUED,
                        null,
                        null,
                        false,
                        null))
                .toList();
        Chunk chunk = Chunk.newBuilder()
                .setEvent(event)
                .setType("greeting")
                .setRecipients(recipients.length)
                .setTallies(List.of(new Tally(channel, State.QUEUED, null, (long) recipients.length)))
                .setEntries(entries)
                .setAcceptedAt(accepted)
                .setAt(accepted)
                .setSaid(List.of(new Said(title, "", recipients.length)))
                .setSaidBy(Collections.nCopies(recipients.length, 0))
                .build();
        pipe(TOPICS.outcomes().name(), outcomes.encode(new OutcomeMessage(chunk)));
    }

    /// The person has read it.
    void read(String event, String recipient, Channel channel) {
        DeliveryRead read = new DeliveryRead(
                delivery(event, recipient, channel), recipient, channel, "greeting", accepted, accepted.plusSeconds(9));
        pipe(TOPICS.outcomes().name(), outcomes.encode(new OutcomeMessage(read)));
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

    /// One queued delivery whose end a step waits for.
    void awaited(String event, Channel channel, String recipient) {
        String id = delivery(event, recipient, channel);
        Chunk chunk = Chunk.newBuilder()
                .setEvent(event)
                .setType("greeting")
                .setRecipients(1)
                .setTallies(List.of(new Tally(channel, State.QUEUED, null, 1L)))
                .setEntries(List.of(
                        new ChunkEntry(id, recipient, channel, Lane.STANDARD, State.QUEUED, null, null, true, null)))
                .setAcceptedAt(accepted)
                .setAt(accepted)
                .setLast(true)
                .build();
        pipe(TOPICS.outcomes().name(), outcomes.encode(new OutcomeMessage(chunk)));
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

    void outcome(String event, String recipient, Channel channel, State state, int attempt) {
        outcome(event, recipient, channel, state, 0, attempt);
    }

    void outcome(String event, String recipient, Channel channel, State state, int replay, int attempt) {
        Reason reason = state == State.DEAD ? Reason.REJECTED : null;
        outcome(event, recipient, channel, state, reason, replay, attempt);
    }

    void outcome(String event, String recipient, Channel channel, State state, Reason reason, int replay, int attempt) {
        said(outcome(event, recipient, channel, state)
                .setReason(reason)
                .setReplay(replay)
                .setAttempt(attempt)
                .build());
    }

    /// Its first attempt failed, and it waits for so long.
    void deferred(String event, String recipient, Channel channel, @Nullable Reason reason, Duration time) {
        said(outcome(event, recipient, channel, State.DEFERRED)
                .setReason(reason)
                .setAttempt(1)
                .setNextAttemptAt(accepted.plus(time))
                .build());
    }

    /// HELD by its event's n-th pause, or QUEUED at the end of it.
    void paused(String event, String recipient, Channel channel, State state, int holds) {
        said(outcome(event, recipient, channel, state).setHolds(holds).build());
    }

    private void said(Outcome outcome) {
        pipe(TOPICS.outcomes().name(), outcomes.encode(new OutcomeMessage(outcome)));
    }

    private Outcome.Builder outcome(String event, String recipient, Channel channel, State state) {
        return Outcome.newBuilder()
                .setDelivery(delivery(event, recipient, channel))
                .setEvent(event)
                .setType("greeting")
                .setRecipient(recipient)
                .setChannel(channel)
                .setLane(Lane.STANDARD)
                .setState(state)
                .setMaxAttempts(5)
                .setAcceptedAt(accepted)
                .setAt(accepted.plusSeconds(2));
    }

    /// Dead by e-mail, and in whose words.
    void failed(String event, String recipient, String error) {
        Outcome outcome = Outcome.newBuilder()
                .setDelivery(delivery(event, recipient, Channel.EMAIL))
                .setEvent(event)
                .setType("greeting")
                .setRecipient(recipient)
                .setChannel(Channel.EMAIL)
                .setLane(Lane.STANDARD)
                .setState(State.DEAD)
                .setReason(Reason.REJECTED)
                .setAttempt(1)
                .setError(error)
                .setReceipt(error)
                .setAcceptedAt(accepted)
                .setAt(accepted.plusSeconds(2))
                .build();
        pipe(TOPICS.outcomes().name(), outcomes.encode(new OutcomeMessage(outcome)));
    }

    void erased(String recipient, Instant at) {
        pipe(
                TOPICS.erasures().name(),
                CODECS.of(TOPICS.erasures(), Erasure.class).encode(new Erasure(recipient, at)));
    }

    /// Every byte of the store of deliveries, as text.
    String storedText() {
        return DeliveriesInStore.text(driver.getKeyValueStore(DeliveriesInStore.NAME));
    }

    /// What holds of an event from now on.
    void steered(String event, boolean cancelled, boolean paused) {
        Steering steering = new Steering(cancelled, paused, null, null, now, null, null, null);
        pipe(TOPICS.counts().name(), counts.encode(new CountMessage(new EventSteered(event, steering))));
    }

    void bytes(String topic, byte[] value) {
        pipe(topic, value);
    }

    /// Lets the timer run.
    void tick() {
        pass(Duration.ofMillis(100));
    }

    /// Lets time go by; each timer that is due runs once.
    TrackScenario pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
        return this;
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

    private void pipe(String topic, byte[] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput("key".getBytes(java.nio.charset.StandardCharsets.UTF_8), value);
    }

    @Override
    public void close() {
        driver.close();
    }
}
