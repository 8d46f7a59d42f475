package dev.fanfare.fanout.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.PlainParts;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.digest.MakeDigest;
import dev.fanfare.fanout.digest.ToDigest;
import dev.fanfare.fanout.due.StoreInMemory;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.steer.SteeredEvents;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DigestEntry;
import dev.fanfare.schemas.DigestHead;
import dev.fanfare.schemas.DigestRule;
import dev.fanfare.schemas.DigestTarget;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/// A digest that is due, and something of ours goes wrong.
class DigestFaultTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final String KEY = EventKey.of("/test", "1");

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final Failures failures = new Failures();
    private Instant now = NOON;

    @Test
    void a_message_that_cannot_be_made_is_a_dead_letter_and_nothing_else_is() {
        var context = new MockProcessorContext<String, Outgoing>();
        var bare = MakeDigest.bare(head(), entry(), entry().getTargets().getFirst());
        new SendDigest(step(), context)
                .deliverOrBury(
                        bare,
                        () -> {
                            throw new IllegalStateException("ours");
                        },
                        1,
                        null,
                        NOON);
        assertThat(letters(context)).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(Reason.INTERNAL);
            assertThat(letter.getError()).contains("ours");
        });
        assertThat(context.forwarded("outcomes")).hasSize(1);
        assertThat(context.forwarded("deliveries")).isEmpty();
    }

    @Test
    void one_that_throws_three_times_leaves_a_letter_for_each_delivery_in_it() {
        for (int n = 0; n < 3; n++) {
            var context = begin();
            assertThatThrownBy(() -> tick(context)).isInstanceOf(IllegalStateException.class);
        }
        var context = begin();
        tick(context);
        assertThat(letters(context)).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(Reason.INTERNAL);
            assertThat(letter.getError()).contains("failed three times");
            assertThat(letter.getDelivery().getId())
                    .isEqualTo(DeliveryId.of(KEY, "ada", Channel.EMAIL, "ada@example.org"));
        });
        assertThat(context.forwarded("outcomes")).hasSize(1);
        assertThat(context.forwarded("deliveries")).isEmpty();
    }

    /// A thread begins with one digest, which falls due a minute later; the profile of its person cannot be read.
    private MockProcessorContext<String, Outgoing> begin() {
        now = NOON;
        var context = new MockProcessorContext<String, Outgoing>();
        store(context, People.STORE).put(Bytes.wrap("pada".getBytes(StandardCharsets.UTF_8)), new byte[] {1, 99});
        store(context, Retries.STORE);
        store(context, SteeredEvents.STORE);
        HoldUntilDue hold = new HoldUntilDue(step());
        hold.init(context);
        hold.digest(new ToDigest(
                "ada",
                Profile.newBuilder().build(),
                DigestRule.newBuilder().setWindow("PT1M").build(),
                null,
                entry(),
                new Template("words", 1L, Map.of()),
                _ -> {}));
        now = NOON.plus(Duration.ofMinutes(1));
        return context;
    }

    private HoldRetry step() {
        return new HoldRetry(
                topics,
                codecs,
                PlainParts.with(() -> now, failures),
                new HoldRetry.Followers("deliveries", "outcomes", "letters", "progress", "aside"));
    }

    private static DigestHead head() {
        DigestHead head = new DigestHead();
        head.setRecipient("ada");
        return head;
    }

    private static DigestEntry entry() {
        DigestEntry entry = new DigestEntry();
        entry.setKey(KEY);
        entry.setEvent(
                Event.newBuilder().setId("1").setSource("/test").setType("post").build());
        entry.setPriority(Priority.NORMAL);
        entry.setTargets(List.of(new DigestTarget(Channel.EMAIL, "ada@example.org", Lane.STANDARD)));
        entry.setAcceptedAt(NOON);
        entry.setCounted(List.of());
        return entry;
    }

    private List<DeadLetter> letters(MockProcessorContext<String, Outgoing> context) {
        return context.forwarded("letters").stream()
                .map(sent -> codecs.of(topics.deadLetters(Channel.EMAIL), DeadLetter.class)
                        .decode(sent.record().value().value()))
                .map(read -> read instanceof Decoded.Readable<DeadLetter>(var letter) ? letter : new DeadLetter())
                .toList();
    }

    private static void tick(MockProcessorContext<String, Outgoing> context) {
        context.scheduledPunctuators().stream()
                .filter(scheduled -> !scheduled.cancelled())
                .toList()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(0L));
    }

    private static KeyValueStore<Bytes, byte[]> store(MockProcessorContext<String, Outgoing> context, String name) {
        KeyValueStore<Bytes, byte[]> store =
                StoreInMemory.named(name).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }
}
