package dev.fanfare.channels.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.FakeProvider;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.GatewayContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveGatewayContractTest extends GatewayContract {

    @Override
    protected FakeProvider provider() {
        return new FakeLog();
    }

    /// Kafka's producer does not tell a log that is away from one that is slow.
    @Test
    @Override
    protected void a_provider_that_is_not_there_defers() {
        try (FakeProvider log = new FakeLog();
                Gateway gateway = log.gateway(Duration.ofSeconds(1))) {
            var delivery = log.delivery("ada");
            log.close();
            assertThat(gateway.send(delivery)).isInstanceOf(Answer.Deferred.class);
        }
    }
}
