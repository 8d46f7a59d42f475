package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.DeliveryRead;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.InboxAction;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.serde.Codec;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/// Step `apply-action`: what a person did becomes visible in the inbox; done twice, it is done once.
final class ApplyAction extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final Parts parts;
    private final Consumer<String> changed;

    /// What it is made of.
    record Parts(
            Codec<InboxAction> actions,
            Codec<OutcomeMessage> outcomes,
            Codec<Live> live,
            Retention retention,
            InstantSource clock) {}

    /// @param changed told whose inbox it was
    ApplyAction(Parts parts, Consumer<String> changed) {
        this.parts = parts;
        this.changed = changed;
    }

    @Override
    public void process(Record<byte[], byte[]> input) {
        switch (parts.actions().decode(input.value())) {
            case Decoded.Readable(var action) when Ids.valid(action.getRecipient()) -> apply(action);
            case Decoded.Readable(var _) -> SetAside.run(context(), input, "the recipient is no id");
            case Decoded.Unreadable(var why) -> SetAside.run(context(), input, why);
            case Decoded.Absent() -> SetAside.run(context(), input, "no value");
        }
    }

    private void apply(InboxAction action) {
        InboxStore inbox = new InboxStore(
                context().getStateStore(InboxTopology.STORE),
                parts.retention(),
                TellStreams.by(context(), parts.live(), parts.clock()));
        switch (action.getKind()) {
            case READ ->
                inbox.read(action.getRecipient(), action.getDelivery(), action.getAt())
                        .ifPresent(item -> tellRead(action, item));
            case DISMISS -> inbox.dismiss(action.getRecipient(), action.getDelivery(), action.getAt());
            case READ_ALL ->
                inbox.readAll(action.getRecipient(), action.getAt()).forEach(item -> tellRead(action, item));
        }
        changed.accept(action.getRecipient());
    }

    /// Tracking notes it with the delivery, in the transaction in which the item was read.
    private void tellRead(InboxAction action, InboxItem item) {
        DeliveryRead read = new DeliveryRead(
                item.getId(),
                action.getRecipient(),
                Channel.IN_APP,
                item.getType(),
                item.getAcceptedAt(),
                action.getAt());
        byte[] key = action.getRecipient().getBytes(StandardCharsets.UTF_8);
        byte[] value = parts.outcomes().encode(new OutcomeMessage(read));
        context().forward(new Record<>(key, value, parts.clock().millis()), InboxTopology.OUTCOMES);
    }
}
