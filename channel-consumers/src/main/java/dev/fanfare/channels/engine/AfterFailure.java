package dev.fanfare.channels.engine;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/// What a poll that failed leads to: another one after a while, except where going on would skip records.
final class AfterFailure implements CommonErrorHandler {

    private static final long PAUSE_MS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(AfterFailure.class);

    @Override
    public void handleOtherException(
            Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batch) {
        if (failure instanceof InvalidOffsetException gone) {
            LOG.error(
                    "Its place is lost, or records that were not delivered are gone; the channel stops rather than skip any: {}",
                    gone.partitions(),
                    gone);
            container.stopAbnormally(() -> {});
            return;
        }
        LOG.warn("A poll failed and is repeated: {}", failure.toString());
        try {
            ListenerUtils.stoppableSleep(container, PAUSE_MS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
