package dev.fanfare.channels.delivery;

import static dev.fanfare.channels.delivery.AloneHere.TOPICS;
import static dev.fanfare.channels.delivery.Deliveries.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.engine.HandleRecord;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of deliveries while their providers, or their endpoints, are in trouble.
@Timeout(60)
class DeliverInTroubleTest {

    private static final Answer BROKEN = new Answer.Deferred(Category.PROVIDER, "503");
    private static final Answer WELL = new Answer.Delivered("r");
    private static final SendSettings SETTINGS =
            new SendSettings(10, Duration.ofSeconds(5), new RetryPolicy(3, List.of(), Duration.ofSeconds(60), 0));

    private final AloneHere here = new AloneHere();
    private final Written written = here.written;
    private final Breakers breakers = here.breakers;
    private final List<Thread> threads = new ArrayList<>();
    private final Fake first = new Fake("first", false);
    private final Fake second = new Fake("second", false);

    @AfterEach
    void end() {
        threads.forEach(Thread::interrupt);
    }

    DeliverInTroubleTest() {
        breakers.whenDisabled(new AnnounceDisabled(TOPICS, here.codecs, written.writer())::begin);
        here.open(5, Duration.ofMillis(200));
    }

    @Test
    void when_the_first_provider_breaks_the_next_calls_go_to_the_second() {
        here.open(5, Duration.ofMinutes(10));
        DeliverRecord deliver = deliverer(first, second);
        first.answer = BROKEN;
        for (int n = 0; n < 100; n++) {
            run(deliver, "p" + n);
        }
        assertThat(first.called).hasSize(5);
        assertThat(second.called).hasSize(95).doesNotContainAnyElementsOf(first.called);
        assertThat(written.on(TOPICS.retry(Channel.EMAIL))).hasSize(first.called.size());
    }

    @Test
    void what_the_first_failed_at_comes_back_soon_once_its_breaker_is_open() {
        DeliverRecord deliver = deliverer(first, second);
        first.answer = BROKEN;
        for (int n = 0; n < 5; n++) {
            run(deliver, "p" + n);
        }
        assertThat(written.outcomes())
                .extracting(Outcome::getNextAttemptAt)
                .containsExactly(
                        NOON.plusSeconds(120),
                        NOON.plusSeconds(120),
                        NOON.plusSeconds(120),
                        NOON.plusSeconds(120),
                        NOON.plusSeconds(1));
    }

    @Test
    void while_all_providers_are_out_nothing_is_written_and_one_call_at_a_time_asks() {
        DeliverRecord deliver = deliverer(first);
        first.answer = BROKEN;
        for (int n = 0; n < 4; n++) {
            run(deliver, "p" + n);
        }
        int before = written.producer.history().size();
        start(deliver, record("q0")); // alone: of those that begin together half must fail first
        await().until(() -> !breakers.isClosed("email/" + first.provider()));
        for (int n = 1; n < 40; n++) {
            start(deliver, record("q" + n));
        }
        int asked = first.called.size();
        await().until(() -> first.called.size() >= asked + 5);
        assertThat(written.producer.history()).hasSize(before);
        assertThat(first.most).isEqualTo(1);

        first.answer = WELL;

        await().atMost(Duration.ofSeconds(5)).until(() -> delivered() == 40);
        assertThat(written.outcomes().stream().filter(outcome -> outcome.getState() == State.DELIVERED))
                .allSatisfy(outcome -> assertThat(outcome.getAttempt()).isEqualTo(1));
        assertThat(written.on(TOPICS.retry(Channel.EMAIL))).hasSize(4);
    }

    @Test
    void a_delivery_that_hangs_twice_in_vain_leaves_the_asking_to_others() {
        DeliverRecord deliver = deliverer(first);
        first.answer = BROKEN;
        for (int n = 0; n < 4; n++) {
            run(deliver, "p" + n);
        }
        int before = first.called.size();
        first.answer = new Answer.Deferred(Category.TIMEOUT, "no answer within 5000 ms");

        run(deliver, "hangs");

        assertThat(first.called.subList(before, first.called.size()))
                .as("one opened the breaker, if it was closed")
                .hasSizeBetween(2, 3)
                .containsOnly("hangs");
        assertThat(written.outcomes().getLast().getState()).isEqualTo(State.DEFERRED);
    }

    @Test
    void who_waits_for_a_provider_is_let_go_when_its_place_is_taken_away() {
        DeliverRecord deliver = deliverer(first);
        first.answer = BROKEN;
        for (int n = 0; n < 4; n++) {
            run(deliver, "p" + n);
        }
        Thread waiting = start(deliver, record("q"));
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        waiting.interrupt();
        await().until(() -> !waiting.isAlive());
        assertThat(delivered()).isZero();
    }

    @Test
    void an_endpoint_in_trouble_puts_its_own_off_as_the_same_attempt_and_nobody_elses() {
        Fake hooks = new Fake("hooks", true);
        DeliverRecord deliver = deliverer(hooks);
        hooks.answer = BROKEN;
        for (int n = 0; n < 5; n++) {
            run(deliver, "ada");
        }
        hooks.answer = WELL;
        var late = record("ada");
        RecordHeaders.put(late.headers(), RecordHeaders.ATTEMPT, "2");
        run(deliver, late);
        run(deliver, "alan");

        assertThat(hooks.called).hasSize(6).endsWith("alan");
        var held = written.on(TOPICS.retry(Channel.EMAIL)).getLast();
        assertThat(Written.header(held, RecordHeaders.ATTEMPT)).isEqualTo("2");
        assertThat(Written.header(held, RecordHeaders.HOLDS)).isEqualTo("1");
        Outcome outcome = written.outcomes().get(5);
        assertThat(outcome.getState()).isEqualTo(State.DEFERRED);
        assertThat(outcome.getAttempt()).isEqualTo(1);
        assertThat(outcome.getProvider()).isNull();
        assertThat(outcome.getError()).isEqualTo("not asked, its breaker is open: 503");
        assertThat(outcome.getNextAttemptAt()).isBetween(NOON.plusSeconds(29), NOON.plusSeconds(34));
    }

    @Test
    void an_endpoint_that_is_gone_is_called_no_more_and_its_deliveries_say_why() {
        Fake hooks = new Fake("hooks", true);
        DeliverRecord deliver = deliverer(hooks);
        hooks.answer = new Answer.Gone("HTTP 410");
        run(deliver, "ada");
        run(deliver, "ada");

        assertThat(hooks.called).hasSize(1);
        assertThat(written.outcomes()).extracting(Outcome::getState).containsOnly(State.DEAD);
        assertThat(written.outcomes()).extracting(Outcome::getReason).containsExactly(Reason.REJECTED, Reason.DISABLED);
        assertThat(written.outcomes().getLast().getError()).isEqualTo("the endpoint is disabled: HTTP 410");
        assertThat(written.deadLetters(TOPICS.deadLetters(Channel.EMAIL))).hasSize(2);
        await().until(() -> !written.events().isEmpty());
        assertThat(written.events()).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo("dev.fanfare.endpoint.disabled");
            assertThat(event.getSubject()).isEqualTo("ada");
            assertThat(event.getData())
                    .contains("\"channel\":\"email\"", "\"why\":\"HTTP 410\"", "\"recipient\":\"ada\"");
        });
    }

    @Test
    void an_endpoint_is_called_no_more_often_than_it_may_be_and_the_rest_waits_as_the_same_attempt() {
        Fake hooks = new Fake("hooks", true);
        DeliverRecord deliver = deliverer(SETTINGS.withEndpointRate("fanfare.webhook", 1), hooks);
        run(deliver, "ada");
        run(deliver, "ada");
        run(deliver, "alan");

        assertThat(hooks.called).containsExactly("ada", "alan");
        var held = written.on(TOPICS.retry(Channel.EMAIL)).getFirst();
        assertThat(Written.header(held, RecordHeaders.ATTEMPT)).isEqualTo("1");
        assertThat(Written.header(held, RecordHeaders.HOLDS)).isEqualTo("1");
        assertThat(held.headers().lastHeader(RecordHeaders.THROTTLES)).isNull();
        assertThat(written.outcomes().get(1)).satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(State.DEFERRED);
            assertThat(outcome.getAttempt()).isZero();
            assertThat(outcome.getError()).isEqualTo("not asked, its endpoint's rate is used up");
        });
    }

    @Test
    void what_no_provider_has_a_way_to_is_given_up() {
        first.able = false;
        run(deliverer(first), "ada");
        assertThat(written.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(State.DEAD);
            assertThat(outcome.getError()).contains("no provider of this channel");
        });
    }

    private long delivered() {
        return written.outcomes().stream()
                .filter(outcome -> outcome.getState() == State.DELIVERED)
                .count();
    }

    private DeliverRecord deliverer(Gateway... providers) {
        return deliverer(SETTINGS, providers);
    }

    private DeliverRecord deliverer(SendSettings settings, Gateway... providers) {
        return here.deliverer(settings, providers);
    }

    private void run(DeliverRecord deliver, String recipient) {
        run(deliver, record(recipient));
    }

    private static void run(DeliverRecord deliver, ConsumerRecord<byte[], byte[]> input) {
        try {
            deliver.run(input, HandleRecord.Wait::run);
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread start(DeliverRecord deliver, ConsumerRecord<byte[], byte[]> input) {
        Thread thread = Thread.ofVirtual().start(() -> run(deliver, input));
        threads.add(thread);
        return thread;
    }

    private ConsumerRecord<byte[], byte[]> record(String recipient) {
        return here.record(recipient);
    }

    /// A provider in memory, or, where `endpoints`, as many as there are people.
    private static final class Fake implements Gateway {

        final List<String> called = new CopyOnWriteArrayList<>();
        private final java.util.concurrent.atomic.AtomicInteger now = new java.util.concurrent.atomic.AtomicInteger();
        private final String name;
        private final boolean endpoints;
        volatile Answer answer = WELL;
        volatile boolean able = true;
        volatile int most;

        Fake(String name, boolean endpoints) {
            this.name = name;
            this.endpoints = endpoints;
        }

        @Override
        public Answer send(Delivery delivery) {
            Answer now = answer;
            if (now == BROKEN) {
                most = Math.max(most, this.now.incrementAndGet());
            }
            called.add(delivery.getRecipient());
            try {
                return now;
            } finally {
                if (now == BROKEN) {
                    this.now.decrementAndGet();
                }
            }
        }

        @Override
        public boolean takes(Delivery delivery) {
            return able;
        }

        @Override
        public Optional<String> endpoint(Delivery delivery) {
            return endpoints ? Optional.of(delivery.getRecipient()) : Optional.empty();
        }

        @Override
        public String provider() {
            return name;
        }
    }
}
