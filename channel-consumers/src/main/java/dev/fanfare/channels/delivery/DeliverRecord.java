package dev.fanfare.channels.delivery;

import dev.fanfare.channels.controls.Controls;
import dev.fanfare.channels.engine.HandleRecord;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.AwaitRegistry;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// One record of a lane: read, sent, and replaced by what follows from the answer.
public final class DeliverRecord implements HandleRecord {

    private final Providers providers;
    private final TimeLimit timeLimit;
    private final RetryPolicy policy;
    private final Codec<Delivery> deliveries;
    private final Replacements replacements;
    private final WriteRecords write;
    private final ErasedPeople erased;
    private final Controls controls;
    private final @Nullable RateLimit limit;
    private final InstantSource clock;

    /// What all channels of a process share.
    ///
    /// @param erased who is told nothing more of what was accepted before
    /// @param controls what holds of running events
    public record Shared(
            Topics topics,
            Codecs codecs,
            WriteRecords write,
            ErasedPeople erased,
            Controls controls,
            InstantSource clock) {}

    public DeliverRecord(Channel channel, Providers providers, SendSettings settings, Shared shared) {
        this.providers = providers;
        this.timeLimit = new TimeLimit(settings.timeout());
        this.policy = settings.retry();
        this.deliveries = shared.codecs().of(shared.topics().channel(channel, Lane.EXPRESS), Delivery.class);
        this.replacements = new Replacements(
                shared.topics(),
                shared.codecs(),
                new TellOutcome(channel, settings.retry().attempts()));
        this.write = shared.write();
        this.erased = shared.erased();
        this.controls = shared.controls();
        Integer perSecond = settings.rateLimit();
        this.limit = perSecond == null ? null : new RateLimit(perSecond, System::nanoTime);
        this.clock = shared.clock();
    }

    @Override
    public void run(ConsumerRecord<byte[], byte[]> input, Waits waits) throws InterruptedException {
        switch (AwaitRegistry.during(() -> deliveries.decode(input.value()))) {
            case Decoded.Readable(var delivery) -> deliver(Attempt.of(delivery, input), waits);
            case Decoded.Unreadable(var why) -> write.run(replacements.ofUnreadable(input, why));
            case Decoded.Absent() -> write.run(replacements.ofUnreadable(input, "no value"));
        }
    }

    /// Whoever waited for a token may have been cancelled or erased meanwhile: nothing lies between the last look and
    /// the
    /// call.
    private void deliver(Attempt attempt, Waits waits) throws InterruptedException {
        if (settled(attempt)) {
            return;
        }
        RateLimit limit = this.limit;
        if (limit != null) {
            waits.during(() -> limit.await(attempt.delivery().getLane()));
            if (settled(attempt)) {
                return;
            }
        }
        Called called = call(attempt);
        Answer answer = called.answer();
        NextStep step = NextStep.after(answer, attempt.delivery().getId(), attempt.number(), attempt.holds(), policy);
        Instant answered = clock.instant();
        boolean isVoid = !isLast(step) && isErased(attempt);
        write.run(AwaitRegistry.during(() -> isVoid
                ? replacements.ofErased(called.attempt(), attempt.number(), answered)
                : replacements.of(called.attempt(), step, answered)));
    }

    private static boolean isLast(NextStep step) {
        return switch (step) {
            case NextStep.Finish _, NextStep.Bury _ -> true;
            case NextStep.RetryIn _, NextStep.WaitFor _ -> false;
        };
    }

    private record Called(Attempt attempt, Answer answer) {}

    private Called call(Attempt attempt) throws InterruptedException {
        List<Gateway> ways = providers.thatTake(attempt.delivery());
        if (ways.isEmpty()) {
            return new Called(
                    attempt, new Answer.Rejected(Category.ADDRESS, "no provider of this channel has a way to it"));
        }
        Gateway first = ways.getFirst();
        return new Called(attempt.by(first.provider()), timeLimit.send(first, attempt.delivery(), attempt.trace()));
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
        }
        return true;
    }
}
