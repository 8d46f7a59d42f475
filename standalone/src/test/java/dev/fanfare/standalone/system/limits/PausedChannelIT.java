package dev.fanfare.standalone.system.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.channels.breaker.BreakerSettings;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.schemas.Channel;
import dev.fanfare.standalone.broker.BrokerSettings;
import dev.fanfare.standalone.broker.EmbeddedBroker;
import dev.fanfare.standalone.system.limits.TimedProvider.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A channel that is paused, on several instances, of which one is started anew meanwhile.
class PausedChannelIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PEOPLE = 4_000;
    private static final SendSettings SETTINGS =
            new SendSettings(20, Duration.ofSeconds(5), RetryPolicy.DEFAULT, null, BreakerSettings.PROVIDER);

    @Test
    @DisplayName("A paused channel calls nobody, on no instance, started before or since; then each once")
    void a_paused_channel_stays_so_over_instances_and_restarts(@TempDir Path data) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(data))) {
            Lanes lanes = Lanes.of(broker.bootstrapServers(), "paused.");
            TimedProvider provider = new TimedProvider("smtp", Duration.ofMillis(20), false);
            lanes.write(Channel.EMAIL, PEOPLE);
            try (ChannelInstance _ = instance("one", lanes, provider)) {
                ChannelInstance two = instance("two", lanes, provider);
                await().atMost(PATIENCE).until(() -> provider.taken().size() > 500);

                lanes.pause(Channel.EMAIL, true);
                int called = settled(provider);
                assertThat(called).isLessThan(PEOPLE);

                two.close();
                try (ChannelInstance _ = instance("three", lanes, provider)) {
                    assertThat(settled(provider)).isEqualTo(called);

                    lanes.pause(Channel.EMAIL, false);
                    await().atMost(PATIENCE).until(() -> distinct(provider.taken()) == PEOPLE);
                    assertThat(provider.calls()).hasSize(PEOPLE);
                }
            }
            assertThat(lanes.written(List.of(lanes.topics().retry(Channel.EMAIL))))
                    .isZero();
        }
    }

    /// How many calls there are when no more come for two seconds.
    private static int settled(TimedProvider provider) {
        int[] last = {-1, 0};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).until(() -> {
            int now = provider.calls().size();
            last[1] = now == last[0] ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] == 8;
        });
        return last[0];
    }

    private static int distinct(List<Call> calls) {
        return new HashSet<>(calls.stream().map(Call::delivery).toList()).size();
    }

    private static ChannelInstance instance(String name, Lanes lanes, TimedProvider provider) {
        return new ChannelInstance(name, Channel.EMAIL, lanes, SETTINGS, provider).start();
    }
}
