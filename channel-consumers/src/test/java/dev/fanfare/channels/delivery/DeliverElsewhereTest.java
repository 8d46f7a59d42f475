package dev.fanfare.channels.delivery;

import static dev.fanfare.channels.delivery.Deliveries.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.channels.breaker.BreakerSettings;
import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.controls.KnownControls;
import dev.fanfare.channels.engine.HandleRecord;
import dev.fanfare.channels.erased.Erased;
import dev.fanfare.channels.share.Limited;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who waits for the rate of a provider that breaks meanwhile.
@Timeout(60)
class DeliverElsewhereTest {

    private static final Topics TOPICS = new Topics("t.", new Partitioning(6));
    private static final SendSettings SETTINGS =
            new SendSettings(100, Duration.ofSeconds(5), RetryPolicy.DEFAULT, 1_000);
    private static final String FIRST = Breakers.of(Channel.EMAIL, "first");

    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final Written written = new Written(TOPICS, codecs, true);
    private final Breakers breakers = new Breakers("here", (_, _) -> {}, System::nanoTime, InstantSource.system());
    private final Map<String, Limited> limits = new ConcurrentHashMap<>();
    private final Fake first = new Fake("first");
    private final Fake second = new Fake("second");

    @Test
    void who_waits_for_a_provider_that_breaks_goes_to_the_next_without_a_token_of_the_first() {
        breakers.set(Channel.EMAIL, BreakerSettings.PROVIDER, BreakerSettings.ENDPOINT, Duration.ofSeconds(5));
        DeliverRecord deliver = deliverer();
        limits.get(FIRST).rate(0);
        for (int n = 0; n < 20; n++) {
            start(deliver, "p" + n);
        }
        await().until(() -> limits.get(FIRST).waiting() == 20);

        for (int n = 0; n < 20; n++) {
            breakers.failed(FIRST, breakers.begin(FIRST), "503");
        }

        await().until(() -> second.called.size() == 20);
        assertThat(first.called).isEmpty();
        assertThat(limits.get(FIRST).taken()).isZero();
    }

    private DeliverRecord deliverer() {
        var shared = new DeliverRecord.Shared(
                TOPICS,
                codecs,
                written.writer(),
                Erased.nobody(),
                KnownControls.none(),
                breakers,
                (name, perSecond, limited) -> {
                    limited.rate(perSecond);
                    limits.put(name, limited);
                },
                InstantSource.fixed(NOON));
        return new DeliverRecord(Channel.EMAIL, new Providers(List.of(first, second)), SETTINGS, shared);
    }

    private void start(DeliverRecord deliver, String recipient) {
        var topic = TOPICS.channel(Channel.EMAIL, Lane.STANDARD);
        byte[] value = codecs.of(topic, Delivery.class).encode(Deliveries.email(recipient));
        byte[] key = recipient.getBytes(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> {
            try {
                deliver.run(new ConsumerRecord<>(topic.name(), 0, 5, key, value), HandleRecord.Wait::run);
            } catch (InterruptedException cut) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static final class Fake implements Gateway {

        final List<String> called = new CopyOnWriteArrayList<>();
        private final String name;

        Fake(String name) {
            this.name = name;
        }

        @Override
        public Answer send(Delivery delivery) {
            called.add(delivery.getRecipient());
            return new Answer.Delivered("r");
        }

        @Override
        public String provider() {
            return name;
        }
    }
}
