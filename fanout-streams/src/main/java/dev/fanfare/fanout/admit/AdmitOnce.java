package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.Unreadable;
import dev.fanfare.fanout.admit.ReadArrival.Read;
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

/// Admits one partition's events, each key once: a repeat, or another event under the same key, changes nothing.
@SuppressWarnings("NullAway.Init")
final class AdmitOnce implements Processor<String, byte[], String, Outgoing> {

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
        admit = new AdmitCandidate(step, context, admitted, waiting);
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
        } else if (AdmittedKeys.find(admitted, key).isEmpty() && !waiting.holds(key)) {
            Instant now = step.clock().instant();
            admit(new Candidate(key, event, arrival, now), now.plus(WaitingForRule.PATIENCE));
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
                admit(new Candidate(key, event, arrival, now), until);
            }
        });
        if (waiting.isEmpty()) {
            stopLooking();
        }
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
