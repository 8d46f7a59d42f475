package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.InboxAction;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.serde.Codec;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/// Step `apply-action`: what a person did becomes visible in the inbox; done twice, it is done once.
final class ApplyAction extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final Parts parts;
    private final Consumer<String> changed;

    /// What it is made of.
    record Parts(Codec<InboxAction> actions, Codec<Live> live, Retention retention, InstantSource clock) {}

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
            case READ -> inbox.read(action.getRecipient(), action.getDelivery(), action.getAt());
            case DISMISS -> inbox.dismiss(action.getRecipient(), action.getDelivery(), action.getAt());
            case READ_ALL -> inbox.readAll(action.getRecipient(), action.getAt());
        }
        changed.accept(action.getRecipient());
    }
}
