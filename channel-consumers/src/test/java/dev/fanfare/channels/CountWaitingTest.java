package dev.fanfare.channels;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class CountWaitingTest {

    @Test
    void whoever_asks_is_not_kept_waiting_by_a_broker_that_says_nothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + silent.getLocalPort()))) {
            CountWaiting waiting =
                    new CountWaiting(admin, new Topics("t.", new Partitioning(1)), Duration.ofMillis(100));

            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThatThrownBy(() -> waiting.count())
                    .isInstanceOf(TimeoutException.class));
            admin.close(Duration.ZERO);
        }
    }
}
