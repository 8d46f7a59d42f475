package dev.fanfare.standalone.system.delivering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.sink.Refusal;
import dev.fanfare.standalone.system.parts.AppProcess;
import dev.fanfare.standalone.system.parts.BrokerApart;
import dev.fanfare.standalone.system.parts.Sinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hundred endpoints, of which one hangs, one throttles and one closes the connection.
@Tag("chaos")
class BadEndpointsIT {

    private static final int PARTITIONS = 6;
    private static final int ENDPOINTS = 100;
    private static final int HANGS = 97;
    private static final int THROTTLES = 98;
    private static final int CLOSES = 99;
    private static final int PER_SECOND = 500;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(8);
    private static final Duration WARM = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<String, Long> written = new ConcurrentHashMap<>();
    private final List<Double> took = new ArrayList<>();
    private int events;

    @TempDir
    private Path data;

    @Test
    @DisplayName("One endpoint that hangs, one that throttles and one that closes: the p99 of the other 97 is within"
            + " 20 % of that without them")
    void the_others_do_not_notice() throws IOException {
        try (ServerSocket closing = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
                BrokerApart broker = new BrokerApart("bad-endpoints-broker", data);
                Sinks sinks = new Sinks(CALL, this::came);
                WriteWebhooks lane = new WriteWebhooks(broker.bootstrapServers(), PARTITIONS);
                AppProcess channels = channels(broker, sinks)) {
            Thread.ofPlatform().daemon().start(() -> closeEach(closing));
            sinks.behaviour().takeTime("/" + HANGS, Duration.ofSeconds(30));
            sinks.behaviour().refuse("/" + THROTTLES, new Refusal(429, Integer.MAX_VALUE, Duration.ofSeconds(1)));
            String closes = "http://127.0.0.1:" + closing.getLocalPort() + "/";
            channels.launch();
            channels.awaitReady();
            var _ = round(lane, sinks, closes, false, WARM);
            List<Double> without = new ArrayList<>();
            List<Double> with = new ArrayList<>();
            for (int n = 0; n < ROUNDS; n++) {
                without.add(round(lane, sinks, closes, false, ROUND));
                with.add(round(lane, sinks, closes, true, ROUND));
            }
            System.out.printf("p99 of 97 endpoints in ms: without the three %s, beside them %s%n", without, with);
            assertThat(median(with)).as("%s, without them %s", with, without).isLessThan(1.2 * median(without));
        }
    }

    /// The p99 of the 97, in ms.
    private double round(WriteWebhooks lane, Sinks sinks, String closes, boolean all, Duration time) {
        synchronized (took) {
            took.clear();
        }
        WriteWebhooks.steadily(PER_SECOND, time, (n, due) -> {
            int endpoint = n % ENDPOINTS;
            if (endpoint < HANGS || all) {
                String url = endpoint == CLOSES ? closes : sinks.hook("/" + endpoint);
                String id = lane.write("owner-" + endpoint, url, "event " + events++);
                if (endpoint < HANGS) {
                    written.put(id, due);
                }
            }
        });
        lane.flush();
        await().atMost(PATIENCE).until(written::isEmpty);
        synchronized (took) {
            return Stream.of(took.toArray(Double[]::new))
                    .sorted()
                    .skip((long) (0.99 * took.size()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// May be there before it is noted that it was written.
    private void came(Received call) {
        if (call.address().equals("/" + HANGS)) {
            return;
        }
        long now = System.nanoTime();
        await().pollInterval(Duration.ofMillis(1)).until(() -> written.containsKey(call.delivery()));
        synchronized (took) {
            took.add((now - written.remove(call.delivery())) / 1e6);
        }
    }

    private static void closeEach(ServerSocket door) {
        try {
            while (true) {
                door.accept().close();
            }
        } catch (IOException over) {
            if (!door.isClosed()) {
                throw new UncheckedIOException(over);
            }
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private AppProcess channels(BrokerApart broker, Sinks sinks) {
        Map<String, String> settings = new HashMap<>(sinks.settings());
        settings.put("fanfare.partitions", String.valueOf(PARTITIONS));
        settings.put("fanfare.channels.run", "webhook");
        settings.put("fanfare.webhook.timeout", "5s");
        return new AppProcess("channels", "bad-endpoints-channels", broker.bootstrapServers(), data, settings);
    }
}
