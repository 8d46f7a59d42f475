package dev.fanfare.fanout.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.PlainParts;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.due.StoreInMemory;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.fanout.steer.SteeredEvents;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import dev.fanfare.schemas.serde.SchemaRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/// A slice that throws: each start is a thread of its own over rolled-back stores, and the process remembers.
class SliceSetAsideTest {

    private static final int PEOPLE = 25;
    private static final int LOOKED_UP = 17;

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private final BrokenRegistry registry = new BrokenRegistry();
    private final Codecs codecs = Codecs.with(registry);
    private final SliceToAll all = new SliceToAll(topics, codecs, Channel.EMAIL);
    private final Failures failures = new Failures();

    /// What a store's call throws, if it does.
    private Predicate<Object[]> storeFails = _ -> false;

    private RuntimeException storeFailure = new IllegalStateException("not a stored Profile");

    /// Knows every schema but that of a topic that was broken.
    private static final class BrokenRegistry implements SchemaRegistry {
        private final MemoryRegistry registry = new MemoryRegistry();
        private String broken = "";

        @Override
        public int register(String subject, Schema schema) {
            if (subject.equals(broken)) {
                throw new IllegalStateException("a codec that throws");
            }
            return registry.register(subject, schema);
        }

        @Override
        public int find(String subject, Schema schema) {
            return registry.find(subject, schema);
        }

        @Override
        public int latest(String subject) {
            return registry.latest(subject);
        }

        @Override
        public Schema byId(int id) {
            return registry.byId(id);
        }
    }

    @Test
    void what_throws_three_times_ends_dead_person_by_person_with_letters_and_its_counts_add_up() {
        registry.broken = topics.channel(Channel.EMAIL, Lane.STANDARD).name() + "-value";
        failThreeTimes("a codec that throws");

        var context = begin(all.slice("bad"));
        turnAll(context);

        assertThat(context.forwarded("deliveries")).isEmpty();
        List<Chunk> chunks = chunks(context);
        assertThat(chunks).hasSize(3);
        assertThat(chunks.stream().mapToLong(Chunk::getRecipients).sum()).isEqualTo(PEOPLE);
        assertThat(chunks.stream().flatMap(chunk -> chunk.getTallies().stream()))
                .allSatisfy(tally -> {
                    assertThat(tally.getState()).isEqualTo(State.DEAD);
                    assertThat(tally.getReason()).isEqualTo(Reason.INTERNAL);
                });
        assertThat(chunks.stream()
                        .flatMap(chunk -> chunk.getTallies().stream())
                        .mapToLong(tally -> tally.getCount())
                        .sum())
                .isEqualTo(PEOPLE);
        assertThat(chunks).extracting(Chunk::getLast).containsExactly(false, false, true);
        assertThat(letters(context)).hasSize(PEOPLE).allSatisfy(letter -> assertThat(letter.getError())
                .contains("failed three times"));
        assertThat(letters(context).getFirst().getDelivery().getAddress()).isEqualTo("p10@example.org");
        aRecordSaysWhy(context);
    }

    @Test
    void the_others_go_on_meanwhile_and_the_remainder_alone_is_dead() {
        registry.broken = topics.channel(Channel.EMAIL, Lane.STANDARD).name() + "-value";
        failThreeTimes("a codec that throws");
        registry.broken = "";

        var context = begin(all.slice("good"));
        turnAll(context);
        assertThat(context.forwarded("deliveries")).hasSize(PEOPLE);
        assertThat(context.forwarded("letters")).isEmpty();
    }

    @Test
    void a_slice_whose_walk_throws_ends_with_what_is_known() {
        storeFails = arguments -> Arrays.stream(arguments)
                .anyMatch(argument ->
                        argument instanceof Bytes key && key.toString().contains("p" + LOOKED_UP));
        failThreeTimes("not a stored Profile");
        failThreeTimes("not a stored Profile");

        var context = begin(all.slice("bad"));
        turnAll(context);

        assertThat(chunks(context)).singleElement().satisfies(chunk -> {
            assertThat(chunk.getLast()).isTrue();
            assertThat(chunk.getRecipients()).isZero();
            assertThat(chunk.getTallies()).isEmpty();
        });
        aRecordSaysWhy(context);
    }

    @Test
    void a_slice_that_cannot_even_be_begun_is_set_aside_and_counted() {
        storeFails = arguments -> Arrays.stream(arguments)
                .anyMatch(argument ->
                        argument instanceof Bytes key && key.toString().endsWith("all"));
        failThreeTimes("not a stored Profile");

        var context = begin(all.slice("bad"));
        turnAll(context);

        assertThat(chunks(context).stream().mapToLong(Chunk::getRecipients).sum())
                .isEqualTo(PEOPLE);
        assertThat(letters(context)).hasSize(PEOPLE);
        aRecordSaysWhy(context);
    }

    @Test
    void trouble_with_kafka_is_never_the_slices_fault() {
        storeFails = _ -> true;
        storeFailure = new TimeoutException("Kafka is away");
        for (int n = 0; n < 10; n++) {
            assertThatThrownBy(() -> turnAll(begin(all.slice("bad")))).hasMessageContaining("Kafka is away");
        }
        storeFails = _ -> false;

        var context = begin(all.slice("bad"));
        turnAll(context);
        assertThat(context.forwarded("deliveries")).hasSize(PEOPLE);
    }

    private void failThreeTimes(String why) {
        for (int n = 0; n < 3; n++) {
            assertThatThrownBy(() -> turnAll(begin(all.slice("bad")))).hasMessageContaining(why);
        }
    }

    private static void aRecordSaysWhy(MockProcessorContext<String, Object> context) {
        assertThat(context.forwarded("unreadable")).singleElement().satisfies(aside -> {
            assertThat(aside.record().key()).isEqualTo("bad");
            assertThat(((Outgoing) aside.record().value()).value()).isNotEmpty();
            assertThat(RecordHeaders.get(aside.record().headers(), RecordHeaders.REASON))
                    .hasValueSatisfying(reason -> assertThat(reason).startsWith("internal: the slice failed"));
        });
    }

    private Processor<String, byte[], String, Object> walk() {
        return new ExpandSlice(
                        topics,
                        codecs,
                        PlainParts.with(InstantSource.system(), failures),
                        new ExpandSlice.Followers("deliveries", "totals", "letters", "unreadable", "held"))
                .get();
    }

    /// A thread begins, and reads the record.
    private MockProcessorContext<String, Object> begin(Record<String, byte[]> slice) {
        var context = new MockProcessorContext<String, Object>();
        KeyValueStore<Bytes, byte[]> people = store(People.STORE);
        people.init(context.getStateStoreContext(), people);
        context.addStateStore(people);
        KeyValueStore<Bytes, byte[]> steered = store(SteeredEvents.STORE);
        steered.init(context.getStateStoreContext(), steered);
        context.addStateStore(steered);
        KeyValueStore<Bytes, byte[]> open = store(OpenSlices.STORE);
        open.init(context.getStateStoreContext(), open);
        context.addStateStore(open);
        KeyValueStore<Bytes, byte[]> retries = store(Retries.STORE);
        retries.init(context.getStateStoreContext(), retries);
        context.addStateStore(retries);
        Predicate<Object[]> fails = storeFails;
        storeFails = _ -> false;
        all.crowd(PEOPLE, LOOKED_UP, context);
        storeFails = fails;
        var walk = walk();
        walk.init(context);
        walk.process(slice);
        return context;
    }

    private static void turnAll(MockProcessorContext<String, Object> context) {
        for (int turns = 0; turns < 1_000; turns++) {
            context.scheduledPunctuators().stream()
                    .filter(scheduled -> !scheduled.cancelled())
                    .forEach(scheduled -> scheduled.getPunctuator().punctuate(0L));
        }
    }

    private List<Chunk> chunks(MockProcessorContext<String, Object> context) {
        var codec = codecs.of(topics.outcomes(), OutcomeMessage.class);
        List<Chunk> chunks = new ArrayList<>();
        context.forwarded("totals").forEach(total -> {
            if (codec.decode(((Outgoing) total.record().value()).value())
                    instanceof Decoded.Readable<OutcomeMessage>(var message)) {
                chunks.add((Chunk) message.getContent());
            }
        });
        return chunks;
    }

    private List<DeadLetter> letters(MockProcessorContext<String, Object> context) {
        var codec = codecs.of(topics.deadLetters(Channel.EMAIL), DeadLetter.class);
        List<DeadLetter> letters = new ArrayList<>();
        context.forwarded("letters").forEach(sent -> {
            if (codec.decode(((Outgoing) sent.record().value()).value())
                    instanceof Decoded.Readable<DeadLetter>(var letter)) {
                letters.add(letter);
            }
        });
        return letters;
    }

    /// In memory, and failing as the test says.
    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> store(String name) {
        StateStore store = StoreInMemory.named(name).withLoggingDisabled().build();
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (_, method, arguments) -> {
                    if (method.getName().equals("get") && storeFails.test(arguments)) {
                        throw storeFailure;
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
