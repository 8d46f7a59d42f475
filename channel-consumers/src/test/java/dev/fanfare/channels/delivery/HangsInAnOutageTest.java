package dev.fanfare.channels.delivery;

import static dev.fanfare.channels.delivery.AloneHere.TOPICS;
import static dev.fanfare.channels.delivery.Deliveries.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.channels.engine.HandleRecord;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An outage in which nobody answers at all, and deliveries that have one attempt.
@Timeout(60)
class HangsInAnOutageTest {

    private static final Answer HANGS = new Answer.Deferred(Category.TIMEOUT, "no answer within 5000 ms");
    private static final SendSettings ONE_ATTEMPT =
            new SendSettings(10, Duration.ofSeconds(5), new RetryPolicy(1, List.of(), Duration.ofSeconds(60), 0));
    private static final int OPENS_AT = 5;

    private final AloneHere here = new AloneHere();
    private final Written written = here.written;
    private final List<Integer> underWay = new CopyOnWriteArrayList<>();
    private final Silent provider = new Silent();
    private final DeliverRecord deliver;

    HangsInAnOutageTest() {
        here.open(OPENS_AT, Duration.ofMillis(200));
        deliver = here.deliverer(ONE_ATTEMPT, provider);
    }

    @Test
    void a_delivery_of_one_attempt_outlives_it() throws InterruptedException {
        for (int n = 0; n < OPENS_AT; n++) {
            run("before-" + n);
        }
        int dead = written.deadLetters(TOPICS.deadLetters(Channel.EMAIL)).size();

        run("ada");

        assertThat(provider.called).endsWith("ada", "ada");
        assertThat(written.deadLetters(TOPICS.deadLetters(Channel.EMAIL))).hasSize(dead);
        assertThat(written.outcomes().getLast()).satisfies(outcome -> {
            assertThat(outcome.getRecipient()).isEqualTo("ada");
            assertThat(outcome.getState()).isEqualTo(State.DEFERRED);
            assertThat(outcome.getAttempt()).isZero();
            assertThat(outcome.getError()).isEqualTo("no answer in time while its provider was in trouble");
            assertThat(outcome.getNextAttemptAt()).isBetween(NOON.plusSeconds(1), NOON.plusMillis(1_101));
        });
        var held = written.on(TOPICS.retry(Channel.EMAIL)).getLast();
        assertThat(Written.header(held, RecordHeaders.ATTEMPT)).isEqualTo("1");
        assertThat(Written.header(held, RecordHeaders.HOLDS)).isEqualTo("1");
        assertThat(held.headers().lastHeader(RecordHeaders.THROTTLES)).isNull();
    }

    @Test
    void what_waits_for_its_provider_is_no_call_under_way() throws InterruptedException {
        here.open(OPENS_AT, Duration.ofMinutes(10));
        for (int n = 0; n < OPENS_AT - 1; n++) {
            run("before-" + n);
        }
        Thread waiting = begun("ada");
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        assertThat(deliver.callsUnderWay()).isZero();
        assertThat(underWay).as("within each call").hasSize(OPENS_AT).containsOnly(1);
        waiting.interrupt();
        waiting.join();
    }

    @Test
    @DisplayName("Who has not asked yet asks before those that hang")
    void who_has_not_asked_yet_asks_first() throws InterruptedException {
        for (int n = 0; n < OPENS_AT; n++) {
            run("before-" + n);
        }
        provider.well.add("bob");
        Thread hanging = begun("ada");
        await().until(() -> provider.called.contains("ada"));
        Thread well = begun("bob");

        well.join();
        hanging.interrupt();
        hanging.join();

        List<String> asked = provider.called;
        assertThat(asked.subList(asked.indexOf("ada"), asked.size())).startsWith("ada", "bob");
    }

    @Test
    @DisplayName("Who comes back after it hung leaves the question to who is new, and asks once")
    void who_came_back_asks_behind_who_is_new() throws InterruptedException {
        here.open(OPENS_AT, Duration.ofSeconds(2));
        for (int n = 0; n < OPENS_AT; n++) {
            run("before-" + n);
        }
        provider.well.add("bob");
        Thread hung = begun("ada", 2);
        await().until(() -> hung.getState() == Thread.State.TIMED_WAITING);
        Thread well = begun("bob", 1);

        well.join();
        hung.join();

        assertThat(provider.called).endsWith("bob", "ada").containsOnlyOnce("ada");
    }

    private Thread begun(String recipient) {
        return begun(recipient, 1);
    }

    private Thread begun(String recipient, int attempt) {
        return Thread.ofVirtual().start(() -> {
            try {
                run(recipient, attempt);
            } catch (InterruptedException cut) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void run(String recipient) throws InterruptedException {
        run(recipient, 1);
    }

    private void run(String recipient, int attempt) throws InterruptedException {
        ConsumerRecord<byte[], byte[]> input = here.record(recipient);
        RecordHeaders.put(input.headers(), RecordHeaders.ATTEMPT, String.valueOf(attempt));
        deliver.run(input, HandleRecord.Wait::run);
    }

    /// Answers nobody, and says so at once.
    private final class Silent implements Gateway {

        final List<String> called = new CopyOnWriteArrayList<>();
        final List<String> well = new CopyOnWriteArrayList<>();

        @Override
        public Answer send(Delivery delivery) {
            called.add(delivery.getRecipient());
            underWay.add(deliver.callsUnderWay());
            return well.contains(delivery.getRecipient()) ? new Answer.Delivered(null) : HANGS;
        }

        @Override
        public String provider() {
            return "silent";
        }
    }
}
