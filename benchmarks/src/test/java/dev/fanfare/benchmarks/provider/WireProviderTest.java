package dev.fanfare.benchmarks.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class WireProviderTest {

    private static final Duration CALL = Duration.ofMillis(200);

    private final Map<String, Long> told = new ConcurrentHashMap<>();

    @Test
    void a_call_is_told_of_when_it_is_answered_and_not_when_it_comes()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (WireProvider provider = new WireProvider(CALL, id -> told.put(id, System.nanoTime()));
                WireConnection caller = WireConnection.to(provider.port())) {
            long begin = System.nanoTime();

            var _ = caller.call("ada").get(10, TimeUnit.SECONDS);

            assertThat(told).containsOnlyKeys("ada");
            assertThat(Duration.ofNanos(told.get("ada") - begin)).isGreaterThanOrEqualTo(CALL);
        }
    }
}
