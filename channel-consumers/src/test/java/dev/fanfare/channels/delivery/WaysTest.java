package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.channels.breaker.Begun;
import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.breaker.Pass;
import dev.fanfare.schemas.Channel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Where a delivery may go while breakers open and close.
@Timeout(60)
class WaysTest {

    private static final int ROUNDS = 200;
    private static final int CALLS = 5;

    private final AloneHere here = new AloneHere();
    private final Breakers breakers = here.breakers;
    private final Gateway gateway = new FakeGateway(_ -> new Answer.Delivered(""));
    private final String breaker = Breakers.of(Channel.EMAIL, gateway.provider());
    private final Ways ways = new Ways(Channel.EMAIL, Providers.of(gateway), breakers);

    @Test
    void nobody_goes_to_wait_beside_the_lane_when_the_only_provider_is_well_again() throws InterruptedException {
        here.open(CALLS, Duration.ofMillis(1));
        for (int round = 0; round < ROUNDS; round++) {
            Begun asks = outAndAsked();
            List<Way> seen = new CopyOnWriteArrayList<>();
            Thread looks = Thread.ofPlatform().start(() -> look(seen));
            await().pollInSameThread().pollInterval(Duration.ofNanos(1)).until(() -> !seen.isEmpty());

            breakers.well(breaker, asks);

            looks.join();
            assertThat(seen).as("round %d", round).noneMatch(Way.Later.class::isInstance);
        }
    }

    /// Looks, as a waiting delivery does, until a call may pass; notes the first and the last two.
    private void look(List<Way> seen) {
        Way way = ways.find(Deliveries.email("ada"));
        seen.add(way);
        while (way instanceof Way.Wait) {
            way = ways.find(Deliveries.email("ada"));
        }
        seen.add(way);
    }

    /// Opens the breaker, and begins the call that asks.
    private Begun outAndAsked() {
        for (int n = 0; n < CALLS || breakers.isClosed(breaker); n++) {
            breakers.failed(breaker, breakers.begin(breaker), "503");
        }
        return await().pollInSameThread()
                .pollInterval(Duration.ofNanos(1))
                .until(this::asked, begun -> begun.pass() == Pass.PROBE);
    }

    private Begun asked() {
        breakers.turn(breaker);
        return breakers.begin(breaker);
    }
}
