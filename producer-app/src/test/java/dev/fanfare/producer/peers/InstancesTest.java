package dev.fanfare.producer.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InstancesTest {

    private static final URI STREAMS = URI.create("http://streams:8081");
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofHours(1);

    private final AtomicInteger lookUps = new AtomicInteger();

    @Test
    void a_name_with_several_addresses_stands_for_as_many_instances() {
        try (Instances instances = new Instances(List.of(STREAMS), _ -> addresses(7, 8), NEVER)) {
            assertThat(instances.now())
                    .containsExactly(URI.create("http://10.0.0.7:8081"), URI.create("http://10.0.0.8:8081"));
        }
    }

    @Test
    @Timeout(10)
    void no_call_waits_for_a_name_server_that_is_slow() {
        CountDownLatch answered = new CountDownLatch(1);
        Instances.Names slow = _ -> {
            if (lookUps.incrementAndGet() > 1) {
                awaitQuietly(answered);
                return addresses(8, 9);
            }
            return addresses(7, 8);
        };
        try (Instances instances = new Instances(List.of(STREAMS), slow, SOON)) {
            await().until(() -> lookUps.get() > 1);

            assertThat(instances.now()).contains(URI.create("http://10.0.0.7:8081"));

            answered.countDown();
            await().until(() -> instances.now().contains(URI.create("http://10.0.0.9:8081")));
            assertThat(instances.now()).doesNotContain(URI.create("http://10.0.0.7:8081"));
        }
    }

    @Test
    @Timeout(10)
    void what_was_found_last_stays_while_the_name_server_is_away() {
        Instances.Names away = name -> {
            if (lookUps.incrementAndGet() > 1) {
                throw new UnknownHostException(name);
            }
            return addresses(7, 8);
        };
        try (Instances instances = new Instances(List.of(STREAMS), away, SOON)) {
            await().until(() -> lookUps.get() > 2);

            assertThat(instances.now()).hasSize(2);
        }
    }

    @Test
    void an_address_and_a_name_behind_https_stay_as_they_are() {
        List<URI> urls = List.of(
                URI.create("http://127.0.0.1:8081"),
                URI.create("http://[::1]:8081"),
                URI.create("https://streams:8081"));
        Instances.Names none = name -> {
            throw new AssertionError(name);
        };
        try (Instances instances = new Instances(urls, none, SOON)) {
            assertThat(instances.now()).isEqualTo(urls);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetAddress[] addresses(int... last) {
        InetAddress[] addresses = new InetAddress[last.length];
        for (int n = 0; n < last.length; n++) {
            try {
                addresses[n] = InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last[n]});
            } catch (UnknownHostException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return addresses;
    }
}
