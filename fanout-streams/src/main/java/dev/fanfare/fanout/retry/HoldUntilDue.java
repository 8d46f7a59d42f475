package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.Unreadable;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.aside.GivesUp;
import dev.fanfare.fanout.decide.SecondLook;
import dev.fanfare.fanout.decide.Suppressions;
import dev.fanfare.fanout.digest.Digests;
import dev.fanfare.fanout.digest.ToDigest;
import dev.fanfare.fanout.due.Overdue;
import dev.fanfare.fanout.due.WakeWhenDue;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.fanout.steer.SteeredEvents;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.SliceMessage;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.streams.ErasureMarks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition's retries: kept until due, looked at again, and sent on.
///
/// The timer is set for the one that is due next: every run makes a commit due, and retries may wait for hours.
@SuppressWarnings("NullAway.Init")
final class HoldUntilDue implements Processor<String, byte[], String, Outgoing>, GivesUp {

    private static final Logger LOG = LoggerFactory.getLogger(HoldUntilDue.class);
    private static final int AT_ONCE = 100;
    /// In which what was read while nothing ran is heard.
    private static final Duration HEARING = Duration.ofSeconds(5);
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final HoldRetry step;
    private final ReadRetry read;
    private final Codec<SliceMessage> slices;
    private final SpaceOut space = new SpaceOut();
    private ProcessorContext<String, Outgoing> context;
    private Retries retries;
    private PeopleView people;
    private ErasedPeople erased;
    private SendRetry send;
    private SteerRetries steer;
    private HoldDigests digests;
    private RefreshRetry refresh;
    private GoOnInPeace go;
    private ObeyDeliveryCommands commands;
    private HearOfDeliveries hear;
    private Overdue overdue;
    private WakeWhenDue timer;
    private Instant begun;

    HoldUntilDue(HoldRetry step) {
        this.step = step;
        this.read = new ReadRetry(step.topics(), step.codecs());
        this.slices = step.sliceCodec();
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        this.context = context;
        begun = step.clock().instant();
        timer = new WakeWhenDue(context, step.clock(), this::look);
        retries = new Retries(context.getStateStore(Retries.STORE), step.parts().letters());
        people = new PeopleView(context.getStateStore(People.STORE));
        erased = ErasureMarks.in(context.getStateStore(People.STORE));
        overdue = step.overdue();
        overdue.at(step.clock().instant());
        send = new SendRetry(step, context, retries);
        SteeredEvents steered = new SteeredEvents(context.getStateStore(SteeredEvents.STORE));
        digests = new HoldDigests(
                new Digests(context.getStateStore(Retries.STORE)),
                retries,
                new SendDigest(step, context),
                new TakeBackCounts(retries, context.getStateStore(Retries.STORE)),
                new HoldDigests.Known(people, erased, steered));
        steer = new SteerRetries(steered, retries, send, digests);
        refresh = new RefreshRetry(retries, send);
        go = new GoOnInPeace(retries, send, steer);
        Runnable wakeNow = () -> wake(step.clock().instant());
        ReplayRetries replay = new ReplayRetries(retries, step.clock(), wakeNow);
        hear = new HearOfDeliveries(step, retries, send, wakeNow);
        commands = new ObeyDeliveryCommands(step, context, replay, hear);
        wakeForNext();
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Instant now = step.clock().instant();
        if (step.isSlices(topic())) {
            obeyIfCommand(record, now);
            return;
        }
        if (step.isInboxActions(topic())) {
            hear.inInbox(record.value(), now);
            return;
        }
        if (step.isDeliveryCommands(topic())) {
            commands.obey(record);
            return;
        }
        switch (read(record, now)) {
            case ReadRetry.Read.Retry retry
            when isErased(retry.waiting()) -> send.end(retry.id(), retry.waiting(), SecondLook.erased(), now);
            case ReadRetry.Read.Retry(var id, var asked, var waiting) -> {
                Instant due = space.from(record.headers(), asked, now);
                waiting.setNotBefore(due);
                if (retries.hold(id, due, waiting)) {
                    if (steer.begun(id, waiting, due, now)) {
                        wakeForNext();
                    } else {
                        wake(due);
                    }
                }
            }
            case ReadRetry.Read.Unusable(var reason, var why, var told) -> {
                end(told, reason, now);
                context.forward(
                        Unreadable.of(step.topics(), context, record, reason, why),
                        step.out().unreadable());
            }
        }
    }

    /// Whatever waited for this delivery before, it waits for this.
    void hold(Held held) {
        retries.waitUntil(held.id(), held.due(), held.waiting());
        wake(held.due());
    }

    /// What is put into a digest waits for the digest.
    void digest(ToDigest asked) {
        wake(digests.take(asked, step.clock().instant()));
    }

    /// A slice is not ours; who expands it reads it, and refuses what cannot be read. But people may be told because
    /// of it, which is to be forgotten some day.
    private void obeyIfCommand(Record<String, byte[]> record, Instant now) {
        wake(now.plus(A_WHILE));
        if (RecordHeaders.get(record.headers(), RecordHeaders.COMMAND).isPresent()
                && slices.decode(record.value()) instanceof Decoded.Readable<SliceMessage>(var message)
                && message.getContent() instanceof EventCommand command) {
            steer.obey(command);
            wake(now);
        }
    }

    /// A delivery that can be read ends dead, so that its event ends.
    @Override
    public void giveUp(Record<String, byte[]> record, String why) {
        Instant now = step.clock().instant();
        switch (read(record, now)) {
            case ReadRetry.Read.Retry retry -> end(retry, Reason.INTERNAL, now);
            case ReadRetry.Read.Unusable unusable -> end(unusable.told(), Reason.INTERNAL, now);
        }
    }

    private void end(ReadRetry.Read.@Nullable Retry told, Reason reason, Instant now) {
        if (told != null) {
            send.endUnusable(told.id(), told.waiting(), reason, now);
        }
    }

    private ReadRetry.Read read(Record<String, byte[]> record, Instant now) {
        return read.read(topic(), context.taskId().partition(), record.value(), record.headers(), now);
    }

    private String topic() {
        return context.recordMetadata().map(RecordMetadata::topic).orElse("");
    }

    private void wakeForNext() {
        if (steer.walks()) {
            wake(step.clock().instant());
        } else {
            Instant now = step.clock().instant();
            Instant before = Overdue.before(now);
            retries.soonestSince(before).ifPresent(this::wake);
            if (retries.isOverdue(before)) {
                wake(overdue.next(now));
            }
        }
    }

    /// Has a look at `due`, unless there will be one before.
    private void wake(Instant due) {
        timer.by(due);
    }

    private void look() {
        Instant now = step.clock().instant();
        steer.walkOn(now);
        digests.look();
        Instant before = Overdue.before(now);
        retries.release(before, now, AT_ONCE, (id, retry) -> releaseOrGiveUp(id, retry, now));
        int most = Math.min(overdue.at(now), AT_ONCE);
        overdue.use(retries.releaseOverdue(before, now, most, (id, retry) -> releaseOrGiveUp(id, retry, now)));
        wakeForNext();
    }

    private void releaseOrGiveUp(String id, WaitingRetry retry, Instant now) {
        Failures failures = step.parts().failures();
        String what = "hold-retry " + id + " " + retry.getReplay() + " " + retry.getAttempt();
        if (failures.times(what) < Failures.PATIENCE) {
            failures.run(what, () -> release(id, retry, now));
            return;
        }
        String why = failures.of(what).map(Failures.Failed::why).orElse("");
        LOG.atError()
                .addKeyValue("delivery_id", id)
                .addKeyValue("why", why)
                .log("A retry that failed three times on its way back is given up");
        if (retry.getKind() == WaitsFor.DIGEST) {
            digests.giveUp(id, "failed three times when it was due: " + why, now);
            return;
        }
        send.giveUp(id, retry, "failed three times on its way back: " + why, now);
    }

    private void release(String id, WaitingRetry retry, Instant now) {
        if (retry.getKind() == WaitsFor.DIGEST) {
            digests.release(id, retry, now);
            return;
        }
        boolean isErased = isErased(retry);
        if (!isErased && (steer.holds(id, retry, now) || isEarly(id, retry, now))) {
            return;
        }
        var waited = new SecondLook.Waited(
                retry.getRecipient(),
                retry.getChannel(),
                retry.getType(),
                retry.getMandatory(),
                steer.expiresAt(retry));
        Profile profile = people.profile(retry.getRecipient());
        SecondLook look = isErased ? SecondLook.erased() : SecondLook.at(waited, profile, now);
        Optional<Reason> unreachable =
                look instanceof SecondLook.Go ? refresh.look(id, retry, profile, now) : Optional.empty();
        switch (look) {
            case SecondLook.Go()
            when unreachable.isPresent() ->
                send.end(id, retry, new SecondLook.End(State.SKIPPED, unreachable.get()), now);
            case SecondLook.Go() when isSuppressed(profile, retry) -> send.end(id, retry, SecondLook.suppressed(), now);
            case SecondLook.Go() -> go.go(id, retry, profile, now);
            case SecondLook.End end -> send.end(id, retry, end, now);
        }
    }

    /// It was to end with its event, whose expiry was put off; then it waits for its own time. Or it was due while
    /// nothing ran, and what makes it unnecessary may stand unread on a topic.
    private boolean isEarly(String id, WaitingRetry retry, Instant now) {
        Instant expiresAt = steer.expiresAt(retry);
        boolean missed = retry.getUnless() != null && retry.getNotBefore().isBefore(begun);
        Instant due = missed ? begun.plus(HEARING) : retry.getNotBefore();
        boolean early =
                retry.getKind() != WaitsFor.RETRY && due.isAfter(now) && (expiresAt == null || expiresAt.isAfter(now));
        if (early) {
            retries.putBack(id, Steer.earlier(expiresAt, due), retry);
        }
        return early;
    }

    /// The address stands in the delivery alone, which is read only where it matters.
    private boolean isSuppressed(Profile profile, WaitingRetry retry) {
        return !profile.getSuppressed().isEmpty()
                && send.addressOf(retry)
                        .filter(address -> Suppressions.isSuppressed(profile, retry.getChannel(), address))
                        .isPresent();
    }

    /// Since its event was accepted; whoever has the id now is another person.
    private boolean isErased(WaitingRetry retry) {
        return erased.isErased(retry.getRecipient(), retry.getAcceptedAt());
    }

    /// Streams may begin again with this same instance.
    @Override
    public void close() {
        timer.rest();
        commands.close();
    }
}
