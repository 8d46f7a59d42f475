package dev.fanfare.fanout.people;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.PushRegistration;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one of the reference topics into the people store, which the topology connects: recipients, preferences,
/// memberships, suppressions or push tokens.
///
/// @param put what a readable value does
/// @param delete what a deletion of this key does; the records that are to be deleted with it
public record KeepPeople<T extends SpecificRecord>(Codec<T> codec, Put<T> put, Delete delete)
        implements ProcessorSupplier<String, byte[], String, Outgoing> {

    /// The node that writes the deletions of what else is of a person; only a recipient's has any.
    public static final String DELETIONS = "delete-what-is-of-a-person";

    /// Takes a value that was written `at`.
    interface Put<T> {
        void into(People people, T value, long at);
    }

    /// Takes a key's deletion that was written `at`.
    interface Delete {
        List<Deletion> from(People people, String key, long at);
    }

    /// A record that goes with a person.
    public record Deletion(Topic topic, String key) {}

    private static final Logger LOG = LoggerFactory.getLogger(KeepPeople.class);

    /// A recipient's key is its id. Who is erased leaves every audience.
    public static KeepPeople<Recipient> recipients(Topics topics, Codecs codecs) {
        Codec<Recipient> codec = codecs.of(topics.recipients(), Recipient.class);
        return new KeepPeople<>(
                codec,
                (people, recipient, _) -> people.keep(recipient),
                (people, id, _) -> deletions(topics, id, people.erase(id)));
    }

    /// The key of preferences is the recipient's id.
    public static KeepPeople<Preferences> preferences(Topics topics, Codecs codecs) {
        Codec<Preferences> codec = codecs.of(topics.preferences(), Preferences.class);
        return new KeepPeople<>(codec, People::keep, (people, id, at) -> {
            people.forgetPreferences(id, at);
            return List.of();
        });
    }

    /// The key of a membership is recipient, line feed, audience.
    public static KeepPeople<Membership> memberships(Topics topics, Codecs codecs) {
        Codec<Membership> codec = codecs.of(topics.memberships(), Membership.class);
        return new KeepPeople<>(codec, (people, membership, _) -> people.keep(membership), ofPerson(People::dismiss));
    }

    /// The key of a suppression begins with the recipient's id and a line feed.
    public static KeepPeople<Suppression> suppressions(Topics topics, Codecs codecs) {
        Codec<Suppression> codec = codecs.of(topics.suppressions(), Suppression.class);
        return new KeepPeople<>(
                codec,
                People::keep,
                ofPerson((people, recipient, rest) -> people.lift(recipient, recipient + '\n' + rest)));
    }

    /// The key of a push token is recipient, line feed, token.
    public static KeepPeople<PushRegistration> pushTokens(Topics topics, Codecs codecs) {
        Codec<PushRegistration> codec = codecs.of(topics.pushTokens(), PushRegistration.class);
        return new KeepPeople<>(
                codec, (people, registration, _) -> people.keep(registration), ofPerson(People::forgetToken));
    }

    private interface Forget {
        void forget(People people, String recipient, String rest);
    }

    private static Delete ofPerson(Forget forget) {
        return (people, key, _) -> {
            int split = key.indexOf('\n');
            if (split > 0) {
                forget.forget(people, key.substring(0, split), key.substring(split + 1));
            }
            return List.of();
        };
    }

    private static List<Deletion> deletions(Topics topics, String id, People.OfPerson all) {
        Stream<Deletion> memberships = all.audiences().stream()
                .map(audience -> new Deletion(topics.memberships(), Topics.membershipKey(id, audience)));
        Stream<Deletion> suppressions = all.suppressed().stream().map(key -> new Deletion(topics.suppressions(), key));
        Stream<Deletion> tokens = all.registered().stream()
                .map(one -> new Deletion(
                        topics.pushTokens(),
                        Topics.pushTokenKey(id, one.getAddress().getToken())));
        return Stream.of(memberships, suppressions, tokens)
                .flatMap(some -> some)
                .toList();
    }

    @Override
    public Processor<String, byte[], String, Outgoing> get() {
        return new Step();
    }

    private final class Step implements Processor<String, byte[], String, Outgoing> {

        @SuppressWarnings("NullAway.Init")
        private ProcessorContext<String, Outgoing> context;

        @SuppressWarnings("NullAway.Init")
        private People people;

        @Override
        public void init(ProcessorContext<String, Outgoing> context) {
            this.context = context;
            people = new People(context.getStateStore(People.STORE));
        }

        @Override
        public void process(Record<String, byte[]> record) {
            switch (codec.decode(record.value())) {
                case Decoded.Readable<T>(var value) -> put.into(people, value, record.timestamp());
                case Decoded.Absent<T>() -> delete(record);
                case Decoded.Unreadable<T>(var why) ->
                    LOG.atWarn().addKeyValue("why", why).log("A reference record could not be read and is passed over");
            }
        }

        private void delete(Record<String, byte[]> record) {
            if (record.key() == null) {
                return;
            }
            Set<Integer> same = Set.of(context.taskId().partition());
            for (Deletion deletion : delete.from(people, record.key(), record.timestamp())) {
                Outgoing none = new Outgoing(deletion.topic().name(), same, null);
                context.forward(new Record<>(deletion.key(), none, context.currentSystemTimeMs()), DELETIONS);
            }
        }
    }
}
