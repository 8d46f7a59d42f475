package dev.fanfare.channels.delivery;

import dev.fanfare.channels.breaker.Begun;
import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.breaker.Owners;
import dev.fanfare.channels.breaker.Pass;
import dev.fanfare.channels.engine.HandleRecord.Waits;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.EndpointOwner;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// One call of a provider: within its rate and its time, and with a word to its breaker.
final class CallProvider {

    private final Map<String, RateLimit> limits;
    private final TimeLimit time;
    private final Breakers breakers;
    private final AtomicInteger underWay = new AtomicInteger();

    CallProvider(Channel channel, Providers providers, SendSettings settings, DeliverRecord.Shared shared) {
        Integer perSecond = settings.rateLimit();
        this.limits = new HashMap<>();
        if (perSecond != null) {
            for (Gateway gateway : providers.inOrder()) {
                RateLimit limit = new RateLimit(0, System::nanoTime);
                limits.put(gateway.provider(), limit);
                shared.rates().join(Breakers.of(channel, gateway.provider()), perSecond, limit);
            }
        }
        this.time = new TimeLimit(settings.timeout());
        this.breakers = shared.breakers();
        breakers.whenOpened(breaker -> limits.values().forEach(limit -> limit.end(breaker)));
    }

    /// @param pass with which the call began
    record Answered(Pass pass, Answer answer) {}

    /// What came of waiting for a provider's rate.
    enum Token {
        /// It has none: nobody waited.
        NOT_NEEDED,
        TAKEN,
        /// Its breaker opened meanwhile: there may be another way.
        NOT_WORTH_WAITING
    }

    /// Waits for a token, where the provider has a rate.
    Token awaitTurn(Way.Call way, Waits waits) throws InterruptedException {
        RateLimit limit = limits.get(way.gateway().provider());
        if (limit == null) {
            return Token.NOT_NEEDED;
        }
        AtomicBoolean taken = new AtomicBoolean();
        waits.during(() -> taken.set(limit.await(waits.urgency(), way.breaker())));
        return taken.get() ? Token.TAKEN : Token.NOT_WORTH_WAITING;
    }

    /// Calls that have begun and are not answered.
    int underWay() {
        return underWay.get();
    }

    /// @return nothing where its breaker opened meanwhile
    Optional<Answered> run(Way.Call way, Attempt attempt) throws InterruptedException {
        Begun begun = breakers.begin(way.breaker());
        if (begun.pass() == Pass.NONE) {
            return Optional.empty();
        }
        TimeLimit limit = begun.pass() == Pass.PROBE ? time.toAsk(breakers.probes(way.breaker())) : time;
        underWay.incrementAndGet();
        try (TraceCall call = attempt.traced().call(way.gateway().provider())) {
            Answer answer = limit.send(way.gateway(), attempt.delivery(), call.context());
            call.answered(answer);
            tell(way, begun, attempt, answer);
            return Optional.of(new Answered(begun.pass(), answer));
        } catch (InterruptedException cut) {
            breakers.cut(way.breaker(), begun);
            throw cut;
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void tell(Way.Call way, Begun begun, Attempt attempt, Answer answer) {
        Optional<String> trouble = Trouble.of(answer, way.ofEndpoint());
        if (way.ofEndpoint() && answer instanceof Answer.Gone(var why)) {
            boolean _ = breakers.disable(way.breaker(), why, owner(attempt));
        } else if (trouble.isEmpty()) {
            breakers.well(way.breaker(), begun);
        } else if (way.ofEndpoint()) {
            breakers.failed(way.breaker(), begun, trouble.get(), owner(attempt));
        } else {
            breakers.failed(way.breaker(), begun, trouble.get());
        }
    }

    private static EndpointOwner owner(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        return Owners.of(delivery.getRecipient(), delivery.getAddress(), delivery.getSecrets());
    }
}
