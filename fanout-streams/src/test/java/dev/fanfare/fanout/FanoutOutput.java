package dev.fanfare.fanout;

import dev.fanfare.fanout.admit.ForeseeEvent;
import dev.fanfare.fanout.admit.ForeseeEvent.Foreseen;
import dev.fanfare.fanout.expand.ForeseePeople;
import dev.fanfare.fanout.expand.ForeseenPeople;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DigestSent;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventSteered;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.ReplayMessage;
import dev.fanfare.schemas.ReplayProgress;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// What comes out of the fan-out, as its readers see it.
class FanoutOutput extends FanoutDriver {

    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<DigestSent> digests = new ArrayList<>();

    FanoutOutput(FanoutSettings settings, long detailLimit) {
        super(settings, detailLimit);
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
}
