package dev.fanfare.channels.engine;

import static dev.fanfare.channels.engine.Partitions.STANDARD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Records that wait for a token of the rate limit when their partition goes.
@Timeout(30)
class WaitingWindowTest {

    private final Partitions here = new Partitions(100).assignedFromZero();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void what_waits_for_a_token_when_its_partition_goes_never_begins_and_holds_up_nothing()
            throws InterruptedException {
        here.written(STANDARD, 0, 1);
        List<ConsumerRecord<byte[], byte[]>> taken = here.poll();
        here.handle(taken.getFirst(), (_, waits) -> {
            waits.during(() -> {});
            calls.incrementAndGet();
        });
        Window window = here.windows.of(STANDARD);
        CountDownLatch waits = new CountDownLatch(1);
        Thread waiting = Thread.ofVirtual()
                .start(() -> window.handle(taken.getLast(), (_, during) -> {
                    during.during(() -> {
                        waits.countDown();
                        new CountDownLatch(1).await();
                    });
                    calls.incrementAndGet();
                }));
        waits.await();

        window.close();
        waiting.join(); // before any drain's patience is over
        here.revoked();

        assertThat(calls).hasValue(1);
        assertThat(here.committed(STANDARD).offset()).isEqualTo(1);
    }

    @Test
    void a_token_that_comes_as_the_partition_goes_begins_nothing() {
        here.written(STANDARD, 0);
        ConsumerRecord<byte[], byte[]> taken = here.poll().getFirst();
        Window window = here.windows.of(STANDARD);
        window.handle(taken, (_, waits) -> {
            waits.during(window::close);
            calls.incrementAndGet();
        });
        assertThat(calls).hasValue(0);
    }

    @Test
    void what_has_begun_is_not_cut_when_the_partition_goes() {
        here.written(STANDARD, 0);
        ConsumerRecord<byte[], byte[]> taken = here.poll().getFirst();
        Window window = here.windows.of(STANDARD);
        AtomicBoolean cut = new AtomicBoolean(true);
        window.handle(taken, (_, waits) -> {
            waits.during(() -> {});
            window.close();
            cut.set(Thread.currentThread().isInterrupted());
        });
        assertThat(cut).isFalse();
    }
}
