package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.breaker.NoBreakers;
import dev.fanfare.channels.controls.KnownControls;
import dev.fanfare.channels.engine.HandleRecord;
import dev.fanfare.channels.erased.Erased;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A delivery on its lane whose person is erased: the old message does not go to the old address.
@Timeout(30)
class ErasedDeliveryTest {

    private static final Topics TOPICS = new Topics("t.", new Partitioning(6));
    private static final Delivery ADA = Deliveries.email("ada");
    private static final Instant LATER = ADA.getAcceptedAt().plusMillis(1);

    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final Written written = new Written(TOPICS, codecs, true);
    private final SendSettings settings =
            new SendSettings(10, Duration.ofSeconds(5), new RetryPolicy(3, List.of(), Duration.ofSeconds(60), 0));

    @Test
    void nobody_is_called_and_it_ends_cancelled() throws InterruptedException {
        FakeGateway gateway = deliver(Erased.of("ada", LATER), _ -> new Answer.Delivered("r-1"));

        assertThat(gateway.called).isEmpty();
        assertCancelled(0);
    }

    @Test
    void a_call_that_was_under_way_and_is_deferred_is_not_tried_again() throws InterruptedException {
        ErasedPeople erased = Erased.nobody();
        deliver(erased, _ -> {
            erased.erase("ada", LATER);
            return new Answer.Deferred(Category.PROVIDER, "451 busy");
        });

        assertThat(written.on(TOPICS.retry(Channel.EMAIL))).isEmpty();
        assertCancelled(1);
    }

    @Test
    void a_call_that_was_under_way_and_arrived_has_arrived() throws InterruptedException {
        ErasedPeople erased = Erased.nobody();
        deliver(erased, _ -> {
            erased.erase("ada", LATER);
            return new Answer.Delivered("r-1");
        });

        assertThat(written.outcomes().getFirst().getState()).isEqualTo(State.DELIVERED);
    }

    @Test
    void what_was_accepted_behind_the_erasure_and_others_are_called() throws InterruptedException {
        ErasedPeople erased = Erased.of("ada", ADA.getAcceptedAt());
        erased.erase("alan", LATER);

        assertThat(deliver(erased, _ -> new Answer.Delivered("r-1")).called).hasSize(1);
    }

    private void assertCancelled(int calls) {
        assertThat(written.outcomes()).hasSize(1);
        Outcome outcome = written.outcomes().getFirst();
        assertThat(outcome.getState()).isEqualTo(State.CANCELLED);
        assertThat(outcome.getReason()).isEqualTo(Reason.UNKNOWN_RECIPIENT);
        assertThat(outcome.getAttempt()).isEqualTo(calls);
    }

    private FakeGateway deliver(ErasedPeople erased, Function<Delivery, Answer> answers) throws InterruptedException {
        FakeGateway gateway = new FakeGateway(answers);
        var shared = new DeliverRecord.Shared(
                TOPICS,
                codecs,
                written.writer(),
                erased,
                KnownControls.none(),
                NoBreakers.here(),
                (_, perSecond, limited) -> limited.rate(perSecond),
                InstantSource.fixed(Deliveries.NOON));
        var topic = TOPICS.channel(Channel.EMAIL, Lane.STANDARD);
        new DeliverRecord(Channel.EMAIL, Providers.of(gateway), settings, shared)
                .run(
                        new ConsumerRecord<>(
                                topic.name(),
                                0,
                                5,
                                "ada".getBytes(StandardCharsets.UTF_8),
                                codecs.of(topic, Delivery.class).encode(ADA)),
                        HandleRecord.Wait::run);
        return gateway;
    }
}
