package dev.fanfare.fanout;

import static java.util.Objects.requireNonNull;

import dev.fanfare.fanout.admit.ForeseeEvent;
import dev.fanfare.fanout.admit.ForeseeEvent.Foreseen;
import dev.fanfare.fanout.admit.ReferenceProgress;
import dev.fanfare.fanout.ahead.Paces;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.expand.Backlog;
import dev.fanfare.fanout.expand.ForeseePeople;
import dev.fanfare.fanout.expand.ForeseenPeople;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DigestSent;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.EventSteered;
import dev.fanfare.schemas.InboxAction;
import dev.fanfare.schemas.InboxActionKind;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.PushRegistration;
import dev.fanfare.schemas.QuietHours;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.ReplayMessage;
import dev.fanfare.schemas.ReplayProgress;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.SuppressionReason;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.Words;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The fan-out in virtual time, on one partition: what is said goes in, who is told comes out.
final class FanoutScenario implements AutoCloseable {

    static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

    final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    final Backlog backlog = new Backlog();
    private final FanoutSettings settings;
    private final Paces paces;
    private final TopologyTestDriver driver;
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<DigestSent> digests = new ArrayList<>();
    private final File state = new File("target/streams-state/fanout-" + UUID.randomUUID());
    private Instant now = START;
    private Duration stepBack = Duration.ZERO;

    FanoutScenario() {
        this(new FanoutSettings(10, 1_000, 1, Duration.ofSeconds(60)));
    }

    FanoutScenario(FanoutSettings settings) {
        this(settings, Long.MAX_VALUE);
    }

    /// @param detailLimit people of one event whose deliveries are told one by one
    FanoutScenario(FanoutSettings settings, long detailLimit) {
        this.settings = settings;
        InstantSource clock = this::read;
        paces = new Paces(clock);
        var parts = new FanoutParts(
                settings,
                detailLimit,
                Duration.ofDays(30),
                clock,
                new ReferenceProgress(),
                backlog,
                paces,
                new Failures());
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "fanout");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.getPath());
        driver = new TopologyTestDriver(FanoutTopology.build(topics, codecs, parts), config, START);
    }

    /// What an event would come to.
    Foreseen foresee(Event.Builder event) {
        return new ForeseeEvent(
                        driver.getKeyValueStore(ForeseeEvent.RULES),
                        driver.getKeyValueStore(ForeseeEvent.TEMPLATES),
                        codecs.of(topics.rules(), Rule.class),
                        codecs.of(topics.templates(), Template.class),
                        topics.partitioning())
                .of(event.build(), now);
    }

    /// Whom an event would meet.
    ForeseenPeople.Sum foreseePeople(Event.Builder event) {
        ForeseenPeople people = new ForeseenPeople();
        Foreseen.Told told = (Foreseen.Told) foresee(event);
        told.slices().values().forEach(slice -> new ForeseePeople(
                        driver.getKeyValueStore(People.STORE), driver.getKeyValueStore(Retries.STORE))
                .walk(slice, told.at(), () -> false, people));
        return people.sum();
    }

    private Instant read() {
        Instant read = now;
        now = now.minus(stepBack);
        return read;
    }

    /// A clock that is set back between any two readings.
    FanoutScenario clockStepsBack(Duration step) {
        stepBack = step;
        return this;
    }

    /// The time that what comes now was written at, without the wall clock's running.
    FanoutScenario writtenAt(Instant time) {
        now = time;
        return this;
    }

    FanoutScenario rule(Rule.Builder rule) {
        Rule built = rule.build();
        put(topics.rules(), built.getType(), built, Rule.class);
        return this;
    }

    FanoutScenario template(String name, Map<String, Words> locales) {
        put(topics.templates(), name, new Template(name, 1L, locales), Template.class);
        return this;
    }

    FanoutScenario template(String name, String subject, String text) {
        return template(name, Map.of("en", words(subject, text)));
    }

    static Words words(String subject, String text) {
        return new Words(subject, text, null, null, null, null);
    }

    static Rule.Builder ruleFor(String type) {
        return Rule.newBuilder()
                .setType(type)
                .setChannels(List.of(Channel.IN_APP))
                .setTemplate("words");
    }

    FanoutScenario person(String id, String... audiences) {
        return person(Recipient.newBuilder()
                .setId(id)
                .setEmail(List.of(id + "@example.org"))
                .setAudiences(List.of(audiences)));
    }

    FanoutScenario person(Recipient.Builder recipient) {
        Recipient built = recipient.build();
        put(topics.recipients(), built.getId(), built, Recipient.class);
        return this;
    }

    FanoutScenario erase(String id) {
        put(topics.recipients(), id, null, Recipient.class);
        return this;
    }

    FanoutScenario mute(String id, String... patterns) {
        put(topics.preferences(), id, new Preferences(id, List.of(patterns), null), Preferences.class);
        return this;
    }

    /// In the person's time zone.
    FanoutScenario quiet(String id, String from, String to) {
        Preferences quiet = new Preferences(id, List.of(), new QuietHours(from, to));
        put(topics.preferences(), id, quiet, Preferences.class);
        return this;
    }

    /// @param quiet as `22:00-07:00`; empty for none
    FanoutScenario prefers(String id, List<String> mutes, String quiet) {
        String[] hours = quiet.split("-");
        Preferences chosen = new Preferences(id, mutes, quiet.isEmpty() ? null : new QuietHours(hours[0], hours[1]));
        put(topics.preferences(), id, chosen, Preferences.class);
        return this;
    }

    FanoutScenario unmute(String id) {
        put(topics.preferences(), id, null, Preferences.class);
        return this;
    }

    FanoutScenario member(String id, String audience) {
        put(topics.memberships(), Topics.membershipKey(id, audience), new Membership(id, audience), Membership.class);
        return this;
    }

    FanoutScenario leaves(String id, String audience) {
        put(topics.memberships(), Topics.membershipKey(id, audience), null, Membership.class);
        return this;
    }

    FanoutScenario suppress(String id, Channel channel, String address) {
        Suppression suppression = Suppression.newBuilder()
                .setRecipient(id)
                .setChannel(channel)
                .setAddress(address)
                .setReason(SuppressionReason.BOUNCED)
                .setAt(now)
                .build();
        put(topics.suppressions(), Topics.suppressionKey(suppression), suppression, Suppression.class);
        return this;
    }

    /// By the link in a mail.
    FanoutScenario unsubscribe(String id, String type) {
        Suppression suppression = Suppression.newBuilder()
                .setRecipient(id)
                .setChannel(Channel.EMAIL)
                .setAddress("")
                .setType(type)
                .setReason(SuppressionReason.UNSUBSCRIBED)
                .setAt(now)
                .build();
        put(topics.suppressions(), Topics.suppressionKey(suppression), suppression, Suppression.class);
        return this;
    }

    FanoutScenario lift(String id, Channel channel, String address) {
        put(topics.suppressions(), Topics.suppressionKey(id, channel, address), null, Suppression.class);
        return this;
    }

    /// @param left whether the phone leaves rather than comes
    FanoutScenario register(String id, String token, boolean left) {
        PushAddress phone = new PushAddress("fcm", token, null, null);
        put(
                topics.pushTokens(),
                Topics.pushTokenKey(id, token),
                new PushRegistration(id, phone, left, now),
                PushRegistration.class);
        return this;
    }

    static Event.Builder event(String type) {
        return Event.newBuilder().setId("1").setSource("/test").setType(type);
    }

    static String keyOf(Event.Builder event) {
        return EventKey.of(event.getSource(), event.getId());
    }

    FanoutScenario publish(Event.Builder event) {
        Event built = event.build();
        put(topics.events(Lane.STANDARD), EventKey.of(built.getSource(), built.getId()), built, Event.class);
        return this;
    }

    FanoutScenario publish(Event.Builder event, String traceparent) {
        Event built = event.build();
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.put(headers, RecordHeaders.TRACEPARENT, traceparent);
        Topic topic = topics.events(Lane.STANDARD);
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>("any", codecs.of(topic, Event.class).encode(built), headers, now));
        return this;
    }

    /// A record on an events topic that somebody else wrote, without a key.
    FanoutScenario comes(Headers headers, byte @Nullable [] value) {
        driver.createInputTopic(topics.events(Lane.STANDARD).name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(null, value, headers, now));
        return this;
    }

    byte[] avro(Event event) {
        return codecs.of(topics.events(Lane.STANDARD), Event.class).encode(event);
    }

    FanoutScenario raw(Topic topic, String key, byte @Nullable [] bytes) {
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, bytes, now);
        return this;
    }

    FanoutScenario command(CommandKind kind, String key, Instant at) {
        return command(new EventCommand(key, kind, at, null, null, null));
    }

    FanoutScenario command(CommandKind kind, Event.Builder event) {
        return command(kind, keyOf(event), now);
    }

    FanoutScenario command(EventCommand command) {
        put(topics.commands(), command.getEvent(), command, EventCommand.class);
        return this;
    }

    /// What is asked of deliveries; here there is one partition.
    FanoutScenario deliveryCommand(DeliveryCommand command) {
        put(topics.deliveryCommands(), "any", command, DeliveryCommand.class);
        return this;
    }

    /// What a person did in the inbox.
    FanoutScenario inInbox(String recipient, InboxActionKind kind, String delivery) {
        return inInbox(recipient, kind, delivery, now);
    }

    FanoutScenario inInbox(String recipient, InboxActionKind kind, String delivery, Instant at) {
        InboxAction action = new InboxAction(recipient, kind, delivery, at);
        put(topics.inboxActions(), recipient, action, InboxAction.class);
        return this;
    }

    /// How far replays have come, as told since it was last asked.
    List<ReplayProgress> replayProgress() {
        return read(topics.replays(), ReplayMessage.class).stream()
                .map(record -> (ReplayProgress) record.value().getContent())
                .toList();
    }

    /// What stands on controls that was not read before, by key; null where an entry went.
    List<TestRecord<String, @Nullable Control>> controls() {
        var codec = codecs.of(topics.controls(), Control.class);
        return output(topics.controls()).stream()
                .map(record -> new TestRecord<String, @Nullable Control>(
                        record.key(),
                        codec.decode(record.value()) instanceof Decoded.Readable<Control>(var value) ? value : null))
                .toList();
    }

    /// A look at a channel's bulk lane: how far it has come, and where the lane ends.
    FanoutScenario bulkLane(Channel channel, long committed, long end) {
        paces.look(channel, 0, committed, end);
        return this;
    }

    /// Lets the wall clock run, so that every turn that is due is taken.
    FanoutScenario pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
        return this;
    }

    /// A while in which every slice that may has many turns.
    FanoutScenario work() {
        pass(Duration.ofMillis(250));
        for (int turn = 0; turn < 200; turn++) {
            pass(Duration.ofMillis(1));
        }
        return this;
    }

    /// Takes turns until a slice's last chunk has come.
    FanoutScenario untilExpanded() {
        for (int turns = 0; turns < 100_000 && chunks().stream().noneMatch(Chunk::getLast); turns++) {
            pass(Duration.ofMillis(1));
        }
        return this;
    }

    List<Delivery> deliveries(Channel channel, Lane lane) {
        return read(topics.channel(channel, lane), Delivery.class).stream()
                .map(TestRecord::value)
                .toList();
    }

    /// The headers of what waits on a channel's lane.
    List<Headers> headers(Channel channel, Lane lane) {
        return read(topics.channel(channel, lane), Delivery.class).stream()
                .map(TestRecord::headers)
                .toList();
    }

    List<DeadLetter> deadLetters(Channel channel) {
        return read(topics.deadLetters(channel), DeadLetter.class).stream()
                .map(TestRecord::value)
                .toList();
    }

    List<String> told(Channel channel) {
        return topics.lanes(channel).stream()
                .flatMap(topic -> read(topic, Delivery.class).stream())
                .map(record -> record.value().getRecipient())
                .toList();
    }

    List<Chunk> chunks() {
        takeOutcomes();
        return chunks;
    }

    /// What became of deliveries that waited.
    List<Outcome> outcomes() {
        takeOutcomes();
        return outcomes;
    }

    /// Digests that became deliveries.
    List<DigestSent> digests() {
        takeOutcomes();
        return digests;
    }

    private void takeOutcomes() {
        read(topics.outcomes(), OutcomeMessage.class).forEach(record -> {
            switch (record.value().getContent()) {
                case Chunk chunk -> chunks.add(chunk);
                case Outcome outcome -> outcomes.add(outcome);
                case DigestSent sent -> digests.add(sent);
                default -> throw new AssertionError("neither chunk nor outcome");
            }
        });
    }

    /// A channel defers a delivery, as the delivery's own record says.
    FanoutScenario defer(Delivery delivery, int nextAttempt, Instant notBefore) {
        return defer(
                delivery,
                Map.of(
                        RecordHeaders.ATTEMPT,
                        String.valueOf(nextAttempt),
                        RecordHeaders.MAX_ATTEMPTS,
                        "5",
                        RecordHeaders.NOT_BEFORE,
                        String.valueOf(notBefore.toEpochMilli()),
                        RecordHeaders.FIRST_FAILURE,
                        "503 at first",
                        RecordHeaders.TRACEPARENT,
                        TRACE));
    }

    FanoutScenario defer(Delivery delivery, Map<String, String> headers) {
        Topic topic = topics.retry(delivery.getChannel());
        Headers set = new org.apache.kafka.common.header.internals.RecordHeaders();
        headers.forEach((name, value) -> RecordHeaders.put(set, name, value));
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(delivery.getRecipient(), encoded(delivery), set, now));
        return this;
    }

    byte[] encoded(Delivery delivery) {
        return codecs.of(topics.retry(delivery.getChannel()), Delivery.class).encode(delivery);
    }

    /// Entries of a store.
    long storeSize(String store) {
        long size = 0;
        try (var entries = driver.getKeyValueStore(store).all()) {
            for (; entries.hasNext(); entries.next()) {
                size++;
            }
        }
        return size;
    }

    /// The keys of a store, as text.
    List<String> storedKeys(String store) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                driver.<Bytes, byte[]>getKeyValueStore(store).all()) {
            entries.forEachRemaining(entry -> keys.add(new String(entry.key.get(), StandardCharsets.UTF_8)));
        }
        return keys;
    }

    List<Erasure> erasures() {
        return read(topics.erasures(), Erasure.class).stream()
                .map(TestRecord::value)
                .toList();
    }

    Instant now() {
        return now;
    }

    /// What stands on a channel's lane that was not read before.
    List<TestRecord<String, Delivery>> records(Channel channel, Lane lane) {
        return read(topics.channel(channel, lane), Delivery.class);
    }

    List<EventAdmitted> heads() {
        return counts().filter(EventAdmitted.class::isInstance)
                .map(EventAdmitted.class::cast)
                .toList();
    }

    /// What tracking is told of commands.
    List<EventSteered> steered() {
        return counts().filter(EventSteered.class::isInstance)
                .map(EventSteered.class::cast)
                .toList();
    }

    private Stream<Object> counts() {
        return read(topics.counts(), CountMessage.class).stream()
                .map(record -> record.value().getContent());
    }

    List<String> deletedMemberships() {
        return deleted(topics.memberships());
    }

    List<String> deletedSuppressions() {
        return deleted(topics.suppressions());
    }

    private List<String> deleted(Topic topic) {
        return output(topic).stream()
                .filter(record -> record.value() == null)
                .map(TestRecord::key)
                .toList();
    }

    List<TestRecord<String, byte[]>> refused() {
        return output(topics.eventsDlt());
    }

    private <T extends SpecificRecord> void put(Topic topic, String key, @Nullable T value, Class<T> type) {
        raw(topic, key, value == null ? null : codecs.of(topic, type).encode(value));
    }

    private <T extends SpecificRecord> List<TestRecord<String, T>> read(Topic topic, Class<T> type) {
        var codec = codecs.of(topic, type);
        return output(topic).stream()
                .map(record -> switch (codec.decode(record.value())) {
                    case Decoded.Readable<T>(var value) ->
                        new TestRecord<>(record.key(), value, record.headers(), record.getRecordTime());
                    case Decoded.Absent<T> _ -> throw new AssertionError("empty on " + topic.name());
                    case Decoded.Unreadable<T>(var why) -> throw new AssertionError(topic.name() + ": " + why);
                })
                .toList();
    }

    private List<TestRecord<String, byte[]>> output(Topic topic) {
        return requireNonNull(
                driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList());
    }

    FanoutSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        driver.close();
        try {
            Utils.delete(state);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
