package dev.fanfare.benchmarks.delivery;

import dev.fanfare.benchmarks.provider.MadeUpProviders;
import dev.fanfare.benchmarks.stack.AppProcess;
import dev.fanfare.benchmarks.stack.Apps;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.ProvisionTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;

/// A broker with the topics of all channels, and channel processes beside it.
final class Ground implements AutoCloseable {

    static final Channel CHANNEL = Channel.EMAIL;

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Apps apps;
    private final Map<String, String> settings;
    private final Admin admin;
    private final Topics topics;
    private final Codecs codecs;
    private final Codec<Delivery> deliveries;

    private Ground(Apps apps, Map<String, String> settings) {
        this.apps = apps;
        this.settings = Map.copyOf(settings);
        this.admin = Admin.create(apps.kafka().client());
        this.topics = apps.topics();
        new ProvisionTopics(admin, topics, 1).run();
        this.codecs = apps.codecs();
        codecs.register(topics.all());
        this.deliveries = codecs.of(lane(), Delivery.class);
    }

    /// @param settings of every channel process
    static Ground open(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(MadeUpProviders.SETTING);
        all.putAll(settings);
        Apps apps = Apps.start(all);
        try {
            return new Ground(apps, all);
        } catch (RuntimeException failed) {
            apps.close();
            throw failed;
        }
    }

    /// Ready when this returns.
    ///
    /// @param which 0, 1 or 2; each keeps its name from start to start
    AppProcess startChannels(int which, int inFlight) {
        return apps.startChannels(which, Map.of("fanfare.email.in-flight", String.valueOf(inFlight)));
    }

    Map<String, Object> client() {
        return apps.kafka().client();
    }

    Admin admin() {
        return admin;
    }

    Codecs codecs() {
        return codecs;
    }

    Topics topics() {
        return topics;
    }

    Topic lane() {
        return topics.channel(CHANNEL, Lane.STANDARD);
    }

    Ends outcomes() {
        return new Ends(admin, List.of(topics.outcomes()));
    }

    Ends retries() {
        return new Ends(admin, List.of(topics.retry(CHANNEL)));
    }

    Ends everything() {
        return new Ends(admin, topics.all());
    }

    /// As the fan-out writes it.
    ProducerRecord<byte[], byte[]> record(Batch batch, int n, Instant due) {
        Delivery delivery = batch.delivery(n, due);
        String recipient = delivery.getRecipient();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                lane().name(),
                topics.partitioning().of(recipient),
                recipient.getBytes(StandardCharsets.UTF_8),
                deliveries.encode(delivery));
        RecordHeaders.put(record.headers(), RecordHeaders.TRACEPARENT, TRACE);
        return record;
    }

    /// What was said of every app beside the partitions.
    Map<String, String> settings() {
        return settings;
    }

    @Override
    public void close() {
        admin.close();
        apps.close();
    }
}
