package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.arrivals.Arrivals;
import dev.fanfare.benchmarks.arrivals.WatchTopic;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topic;
import dev.fanfare.standalone.sink.Behaviour;
import dev.fanfare.standalone.sink.WebhookSink;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Urgent events by webhook to one of a hundred people, watched on the channel's topic and at the provider's socket.
final class Urgent implements AutoCloseable {

    static final String SECRET = "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0";
    static final String TYPE = "bench.urgent";

    private static final String SOURCE = "/bench/urgent";

    private final Arrivals records = new Arrivals();
    private final Arrivals sockets = new Arrivals();
    private final AtomicInteger made = new AtomicInteger();
    private final WebhookSink sink;

    Urgent() {
        sink = new WebhookSink(0, SECRET, new Behaviour(), call -> sockets.came(call.delivery()));
    }

    /// Where the webhooks of the people begin.
    String url() {
        return sink.url("");
    }

    /// What a channels process needs to call them.
    static Map<String, String> channels() {
        return Map.of("fanfare.channels.run", "webhook", "fanfare.webhook.allow-private-addresses", "true");
    }

    WatchTopic watch(Scene scene) {
        Topic express = scene.apps().topics().channel(Channel.WEBHOOK, Lane.EXPRESS);
        return new WatchTopic(
                scene.apps().kafka().client(),
                express,
                scene.apps().codecs().of(express, Delivery.class),
                Delivery::getId,
                records);
    }

    /// The next one, expected from now on.
    Expected next() {
        int n = made.getAndIncrement();
        String id = "urgent-" + n;
        int person = n % Crowd.WITH_WEBHOOK;
        String delivery =
                DeliveryId.of(EventKey.of(SOURCE, id), Crowd.id(person), Channel.WEBHOOK, sink.url(Crowd.path(person)));
        String json = """
                {"specversion": "1.0", "id": "%s", "source": "%s", "type": "%s", "recipients": "%s", "data": {"school": "Hill Road School", "hour": "3 pm"}}""".formatted(id, SOURCE, TYPE, Crowd.id(person));
        return new Expected(json, Crowd.id(person), records.expect(delivery), sockets.expect(delivery));
    }

    @Override
    public void close() {
        sink.close();
    }
}
