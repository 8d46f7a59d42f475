package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Delivery;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TimeLimitTest {

    private final AtomicBoolean interrupted = new AtomicBoolean();

    @Test
    void an_answer_in_time_is_the_answer() throws InterruptedException {
        assertThat(send(Duration.ofSeconds(5), _ -> new Answer.Delivered("r"))).isEqualTo(new Answer.Delivered("r"));
    }

    @Test
    void no_answer_in_time_is_deferred_and_the_call_is_interrupted() throws InterruptedException {
        FakeGateway gateway = new FakeGateway(_ -> hang());
        Answer answer = new TimeLimit(Duration.ofMillis(100)).send(gateway, Deliveries.email("ada"), Optional.empty());
        assertThat(answer).isInstanceOfSatisfying(Answer.Deferred.class, deferred -> {
            assertThat(deferred.category()).isEqualTo(Category.TIMEOUT);
            assertThat(deferred.why()).isEqualTo("no answer within 100 ms");
        });
        await().until(() -> interrupted.get() || gateway.called.isEmpty()); // or it had not even begun
    }

    @Test
    void a_gateway_that_fails_is_our_trouble_and_deferred() throws InterruptedException {
        Answer answer = send(Duration.ofSeconds(5), _ -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(answer).isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.category())
                .isEqualTo(Category.INTERNAL));
    }

    @Test
    void a_cut_from_outside_reaches_the_call_and_leaves_no_answer() throws InterruptedException {
        AtomicReference<Object> came = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                came.set(send(Duration.ofSeconds(30), _ -> {
                    begun.countDown();
                    return hang();
                }));
            } catch (InterruptedException cut) {
                came.set(cut);
            }
        });
        begun.await();
        sender.interrupt();
        sender.join();
        assertThat(came.get()).isInstanceOf(InterruptedException.class);
        await().untilTrue(interrupted);
    }

    private Answer hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            interrupted.set(true);
        }
        return new Answer.Delivered("too late");
    }

    private static Answer send(Duration limit, Function<Delivery, Answer> call) throws InterruptedException {
        return new TimeLimit(limit).send(new FakeGateway(call), Deliveries.email("ada"), Optional.empty());
    }
}
