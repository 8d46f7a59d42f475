package dev.fanfare.producer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Instances that hang, or behind a network that is cut, give no sign of life.
@Timeout(30)
class SilenceTest {

    private final Silence silence = new Silence(Duration.ofSeconds(2));

    @AfterEach
    void close() {
        silence.close();
    }

    @Test
    void what_says_nothing_is_closed_and_what_says_something_is_not() {
        Said hangs = new Said();
        Said lives = new Said();
        silence.start();
        silence.watch(hangs);
        Silence.Watched watched = silence.watch(lives);

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            watched.heard();
            return hangs.isClosed();
        });
        assertThat(lives.isClosed()).isFalse();
    }

    /// What an instance says, until it is closed.
    private static final class Said extends ByteArrayInputStream {

        private final CountDownLatch closed = new CountDownLatch(1);

        Said() {
            super(new byte[0]);
        }

        boolean isClosed() {
            return closed.getCount() == 0;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
