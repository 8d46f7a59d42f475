package dev.fanfare.schemas.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

class CloseUnhurriedTest {

    private final AtomicBoolean hurried = new AtomicBoolean();
    private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest") {
        @Override
        public void close() {
            hurried.set(Thread.currentThread().isInterrupted());
            super.close();
        }
    };

    @Test
    void an_interrupted_thread_closes_as_if_it_was_not_and_stays_interrupted() {
        Thread.currentThread().interrupt();

        CloseUnhurried.close(consumer);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(hurried).isFalse();
        assertThat(consumer.closed()).isTrue();
    }
}
