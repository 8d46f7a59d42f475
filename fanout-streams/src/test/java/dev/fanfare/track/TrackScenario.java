package dev.fanfare.track;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DeliveryRead;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventSteered;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Said;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.Tally;
import dev.fanfare.schemas.serde.Codec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tracking in virtual time, told by the words of the pipeline.
final class TrackScenario extends TrackOutput {

    private static final long ALL = 1_000_000;

    private final Codec<OutcomeMessage> outcomes = CODECS.of(TOPICS.outcomes(), OutcomeMessage.class);
    private final Codec<CountMessage> counts = CODECS.of(TOPICS.counts(), CountMessage.class);

    /// Persons of an event that were met before, by event and time of acceptance.
    private final Map<String, Long> met = new HashMap<>();

    private final long inDetail;

    TrackScenario(Path stateDir) {
        this(stateDir, Retention.DEFAULT);
    }

    TrackScenario(Path stateDir, Retention retention) {
        this(stateDir, retention, ALL);
    }

    /// @param detailLimit over all twelve partitions, of which everything here is one
    TrackScenario(Path stateDir, Retention retention, long detailLimit) {
        super(stateDir, retention);
        inDetail = detailLimit / TOPICS.partitioning().partitions();
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
}
