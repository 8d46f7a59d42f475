package dev.fanfare.fanout;

import dev.fanfare.fanout.expand.Backlog;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/// Kafka's clients for Streams, with an [UrgentFirstConsumer] as the main one.
///
/// Named in the configuration and made by Streams, which hands over the configuration with what the consumer is told.
public final class UrgentFirstClients extends DefaultKafkaClientSupplier implements Configurable {

    static final String BACKLOG = "fanfare.fanout.backlog";
    static final String ORDER = "fanfare.fanout.order";

    private @Nullable Backlog backlog;
    private UrgentFirstConsumer.@Nullable Order order;

    @Override
    public void configure(Map<String, ?> configs) {
        backlog = configs.get(BACKLOG) instanceof Backlog given ? given : null;
        order = configs.get(ORDER) instanceof UrgentFirstConsumer.Order given ? given : null;
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        if (backlog == null || order == null) {
            throw new IllegalStateException("the configuration lacks " + BACKLOG + " or " + ORDER);
        }
        return new UrgentFirstConsumer(config, order, backlog);
    }
}
