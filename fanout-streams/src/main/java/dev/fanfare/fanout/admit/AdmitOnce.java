package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.Unreadable;
import dev.fanfare.fanout.admit.ReadArrival.Read;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.aside.GivesUp;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.WaitingEvent;
import dev.fanfare.schemas.serde.Codec;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Admits one partition's events, each key once: a repeat, or another event under the same key, changes nothing. Obeys
/// the commands about them.
@SuppressWarnings("NullAway.Init")
final class AdmitOnce implements Processor<String, byte[], String, Outgoing>, GivesUp, AdmitCandidate.Timers {

    private static final Logger LOG = LoggerFactory.getLogger(AdmitOnce.class);

    private final AdmitEvent step;
    private final Codec<Event> events;
    private final ReadArrival read;
    private ProcessorContext<String, Outgoing> context;
    private AdmitCandidate.Kept kept;
    private AdmitCandidate admit;
    private ObeyInTurn obey;
    private LookAgain lookAgain;
    private ReleaseWhenDue release;

    AdmitOnce(AdmitEvent step) {
        this.step = step;
        this.events = step.eventCodec();
        this.read = new ReadArrival(events);
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        this.context = context;
        kept = new AdmitCandidate.Kept(
                context.getStateStore(AdmittedKeys.STORE),
                new WaitingForRule(context.getStateStore(WaitingForRule.STORE)),
                new EarlyCommands(context.getStateStore(EarlyCommands.STORE)),
                new ScheduledEvents(context.getStateStore(ScheduledEvents.STORE)));
        admit = new AdmitCandidate(step, context, kept, this);
        obey = new ObeyInTurn(step, context, kept, admit.schedule());
        lookAgain = new LookAgain(kept.waiting(), context, this::lookAgain);
        release = new ReleaseWhenDue(kept.scheduled(), step.clock(), step.overdue(), context, this::release);
        release.begin();
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (isCommand()) {
            obey.obey(record);
            return;
        }
        switch (read.read(record.headers(), record.value())) {
            case Read.Taken taken -> take(taken.event(), arrival(record, taken));
            case Read.Refused(var reason, var why) -> refuse(record, reason, why);
        }
    }

    private boolean isCommand() {
        return context.recordMetadata()
                .filter(at -> step.isCommands(at.topic()))
                .isPresent();
    }

    private void take(Event event, Arrival arrival) {
        String key = EventKey.of(event.getSource(), event.getId());
        int owner = step.topics().partitioning().of(key);
        if (owner != context.taskId().partition()) {
            forward(key, arrival, owner);
        } else if (isNew(key)) {
            Instant now = step.clock().instant();
            admit.look(new Candidate(key, event, arrival, now, false), now.plus(WaitingForRule.PATIENCE));
        }
    }

    private boolean isNew(String key) {
        return AdmittedKeys.find(kept.admitted(), key).isEmpty()
                && !kept.waiting().holds(key);
    }

    /// An event of this partition that can be read ends failed.
    @Override
    public void giveUp(Record<String, byte[]> record, String why) {
        if (!isCommand() && read.read(record.headers(), record.value()) instanceof Read.Taken taken) {
            Event event = taken.event();
            String key = EventKey.of(event.getSource(), event.getId());
            if (step.topics().partitioning().of(key) == context.taskId().partition() && isNew(key)) {
                Instant now = step.clock().instant();
                admit.fail(new Candidate(key, event, arrival(record, taken), now, false), why);
            }
        }
    }

    /// To the partition that owns the key, in Avro by whichever way it came, with its trace and none of the other
    /// headers, which may have any size.
    private void forward(String key, Arrival arrival, int owner) {
        Outgoing misplaced = new Outgoing(arrival.topic(), Set.of(owner), arrival.bytes());
        Record<String, Outgoing> record =
                new Record<>(key, misplaced, step.clock().millis());
        TraceContext trace = arrival.trace();
        if (trace != null) {
            trace.put(record.headers());
        }
        context.forward(record, step.out().elsewhere());
    }

    @Override
    public void waitsForItsRule() {
        lookAgain.start();
    }

    @Override
    public void waitsForItsTime(Instant look) {
        release.by(look);
    }

    private void lookAgain(String key, WaitingEvent waiting, Instant now) {
        Arrival arrival = Arrival.of(waiting);
        switch (events.decode(arrival.bytes())) {
            case Decoded.Readable<Event>(var event) -> {
                boolean released = AdmittedKeys.find(kept.admitted(), key).isPresent();
                lookOrGiveUp(new Candidate(key, event, arrival, now, released), waiting.getUntil());
            }
            case Decoded.Absent<Event>() -> admit.lost(key, waiting, now, "empty");
            case Decoded.Unreadable<Event>(var why) -> admit.lost(key, waiting, now, why);
        }
    }

    private void release(String key, WaitingEvent waiting, Instant now) {
        Arrival arrival = Arrival.of(waiting);
        switch (events.decode(arrival.bytes())) {
            case Decoded.Readable<Event>(var event)
            when event.getEvery() != null -> {
                Candidate series = new Candidate(key, event, arrival, now, true);
                runOrGiveUp(series, () -> admit.goOn(series, waiting));
            }
            case Decoded.Readable<Event>(var event) ->
                lookOrGiveUp(new Candidate(key, event, arrival, now, true), now.plus(WaitingForRule.PATIENCE));
            case Decoded.Absent<Event>() -> admit.lost(key, waiting, now, "empty");
            case Decoded.Unreadable<Event>(var why) -> admit.lost(key, waiting, now, why);
        }
    }

    private void lookOrGiveUp(Candidate candidate, Instant until) {
        runOrGiveUp(candidate, () -> admit.look(candidate, until));
    }

    /// An event that throws when its rule or its time has come is no record any more, and is set aside by its key.
    private void runOrGiveUp(Candidate candidate, Runnable run) {
        Failures failures = step.failures();
        String what = "admit-event " + candidate.key();
        if (failures.times(what) < Failures.PATIENCE) {
            failures.run(what, run);
            failures.forget(what);
            return;
        }
        String why = "failed three times: "
                + failures.of(what).map(Failures.Failed::why).orElse("");
        LOG.atError()
                .addKeyValue("notification_id", candidate.key())
                .addKeyValue("why", why)
                .log("An event that failed three times when its rule or time had come is given up");
        failures.forget(what);
        admit.giveUp(candidate, why);
    }

    /// Streams may begin again with this same instance.
    @Override
    public void close() {
        lookAgain.rest();
        release.rest();
    }

    private Arrival arrival(Record<String, byte[]> record, Read.Taken taken) {
        return context.recordMetadata()
                .map(at -> new Arrival(
                        taken.bytes(),
                        at.topic(),
                        at.partition(),
                        at.offset(),
                        Instant.ofEpochMilli(record.timestamp()),
                        taken.trace()))
                .orElseThrow();
    }

    private void refuse(Record<String, byte[]> record, Reason reason, String why) {
        context.forward(
                Unreadable.of(step.topics(), context, record, reason, why),
                step.out().refused());
    }
}
