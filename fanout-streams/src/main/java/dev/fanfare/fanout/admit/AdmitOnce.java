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
import dev.fanfare.schemas.serde.Codec;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Admits one partition's events, each key once: a repeat, or another event under the same key, changes nothing.
@SuppressWarnings("NullAway.Init")
final class AdmitOnce implements Processor<String, byte[], String, Outgoing>, GivesUp {

    private static final Logger LOG = LoggerFactory.getLogger(AdmitOnce.class);

    private final AdmitEvent step;
    private final Codec<Event> events;
    private final ReadArrival read;
    private ProcessorContext<String, Outgoing> context;
    private KeyValueStore<Bytes, byte[]> admitted;
    private WaitingForRule waiting;
    private AdmitCandidate admit;
    private @Nullable Cancellable punctuator;

    AdmitOnce(AdmitEvent step) {
        this.step = step;
        this.events = step.eventCodec();
        this.read = new ReadArrival(events);
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        this.context = context;
        admitted = context.getStateStore(AdmittedKeys.STORE);
        waiting = new WaitingForRule(context.getStateStore(WaitingForRule.STORE));
        EarlyCommands early = new EarlyCommands(context.getStateStore(EarlyCommands.STORE));
        admit = new AdmitCandidate(step, context, new AdmitCandidate.Kept(admitted, waiting, early));
        if (!waiting.isEmpty()) {
            startLooking();
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        switch (read.read(record.headers(), record.value())) {
            case Read.Taken taken -> take(taken.event(), arrival(record, taken));
            case Read.Refused(var reason, var why) -> refuse(record, reason, why);
        }
    }

    private void take(Event event, Arrival arrival) {
        String key = EventKey.of(event.getSource(), event.getId());
        int owner = step.topics().partitioning().of(key);
        if (owner != context.taskId().partition()) {
            forward(key, arrival, owner);
        } else if (isNew(key)) {
            Instant now = step.clock().instant();
            admit(new Candidate(key, event, arrival, now), now.plus(WaitingForRule.PATIENCE));
        }
    }

    private boolean isNew(String key) {
        return AdmittedKeys.find(admitted, key).isEmpty() && !waiting.holds(key);
    }

    /// An event of this partition that can be read ends failed.
    @Override
    public void giveUp(Record<String, byte[]> record, String why) {
        if (read.read(record.headers(), record.value()) instanceof Read.Taken taken) {
            Event event = taken.event();
            String key = EventKey.of(event.getSource(), event.getId());
            if (step.topics().partitioning().of(key) == context.taskId().partition() && isNew(key)) {
                Instant now = step.clock().instant();
                admit.fail(new Candidate(key, event, arrival(record, taken), now), why);
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
        context.forward(record, step.out().misplaced());
    }

    private void admit(Candidate candidate, Instant until) {
        if (admit.waits(candidate, until)) {
            startLooking();
        }
    }

    private void startLooking() {
        if (punctuator == null) {
            punctuator = context.schedule(
                    Duration.ofMillis(50),
                    PunctuationType.WALL_CLOCK_TIME,
                    now -> lookAgain(Instant.ofEpochMilli(now)));
        }
    }

    private void lookAgain(Instant now) {
        waiting.lookAgain(now, (key, arrival, until) -> {
            if (events.decode(arrival.bytes()) instanceof Decoded.Readable<Event>(var event)) {
                admitOrGiveUp(new Candidate(key, event, arrival, now), until);
            }
        });
        if (waiting.isEmpty()) {
            stopLooking();
        }
    }

    /// An event that throws when its rule has come is no record any more, and is set aside by its key.
    private void admitOrGiveUp(Candidate candidate, Instant until) {
        Failures failures = step.failures();
        String what = "admit-event " + candidate.key();
        if (failures.times(what) < Failures.PATIENCE) {
            failures.run(what, () -> admit(candidate, until));
            failures.forget(what);
            return;
        }
        String why = "failed three times: "
                + failures.of(what).map(Failures.Failed::why).orElse("");
        LOG.atError()
                .addKeyValue("notification_id", candidate.key())
                .addKeyValue("why", why)
                .log("An event that failed three times when its rule had come is given up");
        failures.forget(what);
        admit.giveUp(candidate, why);
    }

    private void stopLooking() {
        if (punctuator != null) {
            punctuator.cancel();
            punctuator = null;
        }
    }

    /// Streams may begin again with this same instance.
    @Override
    public void close() {
        stopLooking();
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
