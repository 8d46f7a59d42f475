package dev.fanfare.channels.delivery;

import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.breaker.Pass;
import dev.fanfare.channels.controls.Controls;
import dev.fanfare.channels.engine.HandleRecord;
import dev.fanfare.channels.share.Rates;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.AwaitRegistry;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.traces.Traces;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One record of a lane: read, sent, and replaced by what follows from the answer.
public final class DeliverRecord implements HandleRecord {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverRecord.class);
    /// Who waits while the channel is paused looks this often whether it is still to be sent at all.
    private static final Duration LOOK = Duration.ofSeconds(1);
    /// Whoever has asked in vain, or came back, leaves the next question to who has not, for so long: of the last calls
    /// before an outage some hundreds may hang by themselves, and would ask one after another with everybody else
    /// behind them.
    private static final Duration OTHERS_FIRST = Duration.ofMillis(100);

    private final Channel channel;
    private final Ways ways;
    private final Breakers breakers;
    private final CallProvider call;
    private final RetryPolicy policy;
    private final @Nullable EndpointRates endpoints;
    private final Codec<Delivery> deliveries;
    private final Replacements replacements;
    private final WriteRecords write;
    private final ErasedPeople erased;
    private final Controls controls;
    private final InstantSource clock;
    private final Traces traces;

    /// What all channels of a process share.
    ///
    /// @param erased who is told nothing more of what was accepted before
    /// @param controls what holds of running events
    /// @param breakers who is asked no more for a while
    /// @param rates how often a provider may be asked
    /// @param traces told of attempts and of calls
    public record Shared(
            Topics topics,
            Codecs codecs,
            WriteRecords write,
            ErasedPeople erased,
            Controls controls,
            Breakers breakers,
            Rates rates,
            InstantSource clock,
            Traces traces) {

        /// Where nothing is traced.
        public Shared(
                Topics topics,
                Codecs codecs,
                WriteRecords write,
                ErasedPeople erased,
                Controls controls,
                Breakers breakers,
                Rates rates,
                InstantSource clock) {
            this(topics, codecs, write, erased, controls, breakers, rates, clock, Traces.OFF);
        }
    }

    public DeliverRecord(Channel channel, Providers providers, SendSettings settings, Shared shared) {
        this.channel = channel;
        this.breakers = shared.breakers();
        this.ways = new Ways(channel, providers, breakers);
        this.call = new CallProvider(channel, providers, settings, shared);
        this.policy = settings.retry();
        Integer endpointRate = settings.endpointRate();
        this.endpoints = endpointRate == null ? null : new EndpointRates(endpointRate, System::nanoTime);
        this.deliveries = shared.codecs().of(shared.topics().channel(channel, Lane.EXPRESS), Delivery.class);
        this.replacements = new Replacements(
                shared.topics(),
                shared.codecs(),
                new TellOutcome(channel, settings.retry().attempts()));
        this.write = shared.write();
        this.erased = shared.erased();
        this.controls = shared.controls();
        this.clock = shared.clock();
        this.traces = shared.traces();
    }

    /// Calls of providers under way now; what waits for a pause, a breaker or a rate is none.
    public int callsUnderWay() {
        return call.underWay();
    }

    @Override
    public void run(ConsumerRecord<byte[], byte[]> input, Waits waits) throws InterruptedException {
        switch (AwaitRegistry.during(() -> deliveries.decode(input.value()))) {
            case Decoded.Readable(var delivery) -> deliver(Attempt.of(delivery, input), waits);
            case Decoded.Unreadable(var why) -> write.run(replacements.ofUnreadable(input, why));
            case Decoded.Absent() -> write.run(replacements.ofUnreadable(input, "no value"));
        }
    }

    private void deliver(Attempt attempt, Waits waits) throws InterruptedException {
        try (TraceAttempt traced = TraceAttempt.begin(traces, attempt)) {
            deliverNow(attempt.traced(traced), waits);
        } catch (RuntimeException ours) {
            LOG.atError()
                    .setCause(ours)
                    .addKeyValue("delivery", attempt.delivery().getId())
                    .log("A delivery is given up for a fault of our own");
            replace(attempt, new NextStep.Bury(Reason.INTERNAL, Category.INTERNAL, ours.toString()), waits);
        }
    }

    private void deliverNow(Attempt attempt, Waits waits) throws InterruptedException {
        InVain inVain = new InVain(attempt.cameBack());
        boolean settled = settled(attempt);
        while (!settled) {
            settled = goOn(attempt, waits, inVain) || settled(attempt);
        }
    }

    /// One step further.
    ///
    /// @return whether it was replaced; else it is looked at again
    private boolean goOn(Attempt attempt, Waits waits, InVain inVain) throws InterruptedException {
        if (controls.isPaused(channel)) {
            waits.during(() -> controls.awaitResumed(channel, LOOK));
            return false;
        }
        long seen = breakers.changes();
        switch (ways.find(attempt.delivery())) {
            case Way.Call way -> {
                Optional<Duration> turn = turnOf(way, attempt);
                if (turn.isEmpty()) {
                    return called(attempt, way, waits, inVain);
                }
                replace(attempt, NotAsked.inTurn(turn.get()), waits);
            }
            case Way.Wait(var most) -> {
                waits.during(() -> breakers.awaitChange(seen, most));
                return false;
            }
            case Way.Later(var wait, var why) -> replace(attempt, NotAsked.later(wait, why, attempt), waits);
            case Way.Disabled(var why) -> replace(attempt, NotAsked.disabled(why), waits);
            case Way.None() -> replace(attempt, NotAsked.noWay(), waits);
        }
        return true;
    }

    /// How long until it is the delivery's turn at its endpoint; nothing where it is.
    private Optional<Duration> turnOf(Way.Call way, Attempt attempt) {
        return endpoints == null || !way.ofEndpoint()
                ? Optional.empty()
                : endpoints.wait(way.breaker(), attempt.holds() > 0);
    }

    /// Whoever waited for a token may have been cancelled or erased meanwhile: nothing lies between the last look and
    /// the call.
    private boolean called(Attempt attempt, Way.Call way, Waits waits, InVain inVain) throws InterruptedException {
        switch (call.awaitTurn(way, waits)) {
            case NOT_NEEDED -> {}
            case TAKEN -> {
                if (settled(attempt)) {
                    return true;
                }
                if (controls.isPaused(channel)) {
                    return false;
                }
            }
            case NOT_WORTH_WAITING -> {
                return false;
            }
        }
        if (inVain.othersFirst() && isOpen(way)) {
            long seen = breakers.changes();
            waits.during(() -> breakers.awaitChange(seen, OTHERS_FIRST));
        }
        Optional<CallProvider.Answered> said = call.run(way, attempt);
        if (said.isEmpty()) {
            return false;
        }
        Answer answer = said.get().answer();
        Attempt asked = attempt.by(way.gateway().provider());
        if (isNoAttempt(way, said.get())) {
            return leftToOthers(answer, asked, waits, inVain);
        }
        NextStep step =
                NextStep.after(answer, attempt.delivery().getId(), attempt.number(), attempt.throttles(), policy);
        replace(asked, isOpen(way) ? NotAsked.soon(step) : step, waits);
        return true;
    }

    /// After a call that was no attempt: it asks again, or waits beside the lane as the same attempt.
    private boolean leftToOthers(Answer answer, Attempt asked, Waits waits, InVain inVain) throws InterruptedException {
        if (inVain.mayAskAgain(answer)) {
            return false;
        }
        replace(asked, NotAsked.inVain(asked), waits);
        return true;
    }

    /// Where nobody of the whole channel can be asked, or the call only asked whether the provider is well again, its
    /// failure says nothing of this delivery.
    private boolean isNoAttempt(Way.Call way, CallProvider.Answered said) {
        return !way.ofEndpoint()
                && Trouble.of(said.answer(), false).isPresent()
                && (said.pass() == Pass.PROBE || ways.allOut());
    }

    private boolean isOpen(Way.Call way) {
        return !way.ofEndpoint() && !breakers.isClosed(way.breaker());
    }

    private void replace(Attempt attempt, NextStep step, Waits waits) throws InterruptedException {
        waits.answered();
        attempt.traced().ended(step);
        Instant now = clock.instant();
        boolean isVoid = !isLast(step) && isErased(attempt);
        write.run(AwaitRegistry.during(() ->
                isVoid ? replacements.ofErased(attempt, attempt.calls(), now) : replacements.of(attempt, step, now)));
    }

    private static boolean isLast(NextStep step) {
        return switch (step) {
            case NextStep.Finish _, NextStep.Skip _, NextStep.Bury _ -> true;
            case NextStep.RetryIn _, NextStep.WaitFor _ -> false;
        };
    }

    /// Since its event was accepted; whoever has the id now is another person.
    private boolean isErased(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        return erased.isErased(delivery.getRecipient(), delivery.getAcceptedAt());
    }

    /// Whether it was replaced without a call, since it must not be sent, or not now.
    private boolean settled(Attempt attempt) throws InterruptedException {
        Instant now = clock.instant();
        if (isErased(attempt)) {
            write.run(AwaitRegistry.during(() -> replacements.ofErased(attempt, attempt.number() - 1, now)));
            return true;
        }
        switch (controls.of(attempt.delivery(), now)) {
            case GO -> {
                return false;
            }
            case CANCELLED -> write.run(AwaitRegistry.during(() -> replacements.ofCancelled(attempt, now)));
            case EXPIRED -> write.run(AwaitRegistry.during(() -> replacements.ofExpired(attempt, now)));
            case PAUSED -> write.run(AwaitRegistry.during(() -> replacements.ofPaused(attempt, now)));
            case SUPPRESSED ->
                write.run(AwaitRegistry.during(() -> replacements.ofSkipped(attempt, Reason.SUPPRESSED, now)));
            case MUTED -> write.run(AwaitRegistry.during(() -> replacements.ofSkipped(attempt, Reason.MUTED, now)));
        }
        return true;
    }
}
