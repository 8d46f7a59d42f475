package dev.fanfare.fanout.people;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.serde.Codec;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one of the reference topics into the people store, which the topology connects: recipients, preferences or
/// memberships.
///
/// @param put what a readable value does
/// @param delete what a deletion of this key does
public record KeepPeople<T extends SpecificRecord>(
        Codec<T> codec, BiConsumer<People, T> put, BiConsumer<People, String> delete)
        implements ProcessorSupplier<String, byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(KeepPeople.class);

    /// A recipient's key is its id.
    public static KeepPeople<Recipient> recipients(Codec<Recipient> codec) {
        return new KeepPeople<>(codec, People::keep, People::erase);
    }

    /// The key of preferences is the recipient's id.
    public static KeepPeople<Preferences> preferences(Codec<Preferences> codec) {
        return new KeepPeople<>(codec, People::keep, People::forgetPreferences);
    }

    /// The key of a membership is recipient, line feed, audience.
    public static KeepPeople<Membership> memberships(Codec<Membership> codec) {
        return new KeepPeople<>(codec, People::keep, (people, key) -> {
            int split = key.indexOf('\n');
            if (split > 0) {
                people.dismiss(key.substring(0, split), key.substring(split + 1));
            }
        });
    }

    @Override
    public Processor<String, byte[], Void, Void> get() {
        return new Step();
    }

    private final class Step implements Processor<String, byte[], Void, Void> {

        @SuppressWarnings("NullAway.Init")
        private People people;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            people = new People(context.getStateStore(People.STORE));
        }

        @Override
        public void process(Record<String, byte[]> record) {
            switch (codec.decode(record.value())) {
                case Decoded.Readable<T>(var value) -> put.accept(people, value);
                case Decoded.Absent<T>() -> {
                    if (record.key() != null) {
                        delete.accept(people, record.key());
                    }
                }
                case Decoded.Unreadable<T>(var why) ->
                    LOG.atWarn().addKeyValue("why", why).log("A reference record could not be read and is passed over");
            }
        }
    }
}
