package dev.fanfare.fanout.aside;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.Unreadable;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Topics;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A step that does not stop at a record: what has thrown three times in this process goes to `events.dlt` instead.
///
/// A step that [GivesUp] ends what it can of it first; where that throws three times as well, it is left out.
///
/// @param name of the step: another may have no trouble with the same record
public record SetAside(String name, ProcessorSupplier<String, byte[], String, Outgoing> step, Where where)
        implements ProcessorSupplier<String, byte[], String, Outgoing> {

    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    /// @param node that writes to `events.dlt`
    public record Where(Topics topics, Failures failures, String node) {}

    @Override
    public Processor<String, byte[], String, Outgoing> get() {
        return new Guarded(step.get());
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return step.stores();
    }

    @SuppressWarnings("NullAway.Init")
    private final class Guarded implements Processor<String, byte[], String, Outgoing> {

        private final Processor<String, byte[], String, Outgoing> guarded;
        private ProcessorContext<String, Outgoing> context;

        Guarded(Processor<String, byte[], String, Outgoing> guarded) {
            this.guarded = guarded;
        }

        @Override
        public void init(ProcessorContext<String, Outgoing> context) {
            this.context = context;
            guarded.init(context);
        }

        @Override
        public void process(Record<String, byte[]> record) {
            String what = what();
            int times = where.failures().times(what);
            if (times < Failures.PATIENCE) {
                where.failures().run(what, () -> guarded.process(record));
                return;
            }
            String why = "failed three times: "
                    + where.failures().of(what).map(Failures.Failed::why).orElse("");
            LOG.atError()
                    .addKeyValue("record", what)
                    .addKeyValue("why", why)
                    .log("A record that failed three times is set aside on events.dlt");
            if (guarded instanceof GivesUp ending && times < 2 * Failures.PATIENCE) {
                where.failures().run(what, () -> ending.giveUp(record, why));
            }
            context.forward(Unreadable.of(where.topics(), context, record, Reason.INTERNAL, why), where.node());
        }

        private String what() {
            return name + " "
                    + context.recordMetadata()
                            .map(at -> at.topic() + "-" + at.partition() + "@" + at.offset())
                            .orElse("?");
        }

        @Override
        public void close() {
            guarded.close();
        }
    }
}
