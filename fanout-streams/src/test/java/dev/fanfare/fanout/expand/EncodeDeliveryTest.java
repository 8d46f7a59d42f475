package dev.fanfare.fanout.expand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.render.MakeDelivery;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Deliveries that are put together are the very bytes that the serializer would have written.
class EncodeDeliveryTest {

    private static final Rendered ENGLISH = new Rendered("en", "Sports day", "Tomorrow.", "<p>Tomorrow.", null, null);
    private static final Rendered GERMAN =
            new Rendered("de", "Sportfest", "Morgen. 🎉", null, "https://a/b", "https://a/i");

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final EncodeDelivery encode = new EncodeDelivery(codecs);
    private final Slice slice = slice();
    private final SharedParts shared = new SharedParts(slice);

    @Test
    void words_that_all_share_follow_each_persons_own_fields() {
        for (int n = 0; n < 3; n++) {
            assertSame("person-" + n, new Tell(Channel.EMAIL, n + "@example.org", List.of()), Lane.BULK, ENGLISH);
            assertSame("person-" + n, new Tell(Channel.EMAIL, n + "@example.org", List.of()), Lane.BULK, GERMAN);
        }
    }

    @Test
    void words_that_name_the_person_are_those_of_the_person() {
        for (int n = 0; n < 3; n++) {
            Rendered own = new Rendered("en", "Dear " + n, "x".repeat(n * 100), null, null, null);
            assertSame("person-" + n, new Tell(Channel.EMAIL, n + "@example.org", List.of()), Lane.STANDARD, own);
        }
    }

    @Test
    void channels_and_lanes_are_kept_apart() {
        for (Lane lane : Lane.values()) {
            assertSame("ada", new Tell(Channel.IN_APP, "ada", List.of()), lane, ENGLISH);
            assertSame("ada", new Tell(Channel.EMAIL, "ada@example.org", List.of()), lane, ENGLISH);
            assertSame("ada", new Tell(Channel.WEBHOOK, "https://a", List.of("whsec_1", "whsec_2")), lane, ENGLISH);
        }
    }

    private void assertSame(String recipient, Tell tell, Lane lane, Rendered words) {
        Topic topic = topics.channel(tell.channel(), lane);
        Delivery whole = MakeDelivery.of(slice, "id of " + recipient, recipient, tell, lane, words);

        byte[] spliced = encode.encode(shared, topic, "id of " + recipient, recipient, tell, lane, words);

        assertThat(spliced).isEqualTo(codecs.of(topic, Delivery.class).encode(whole));
    }

    private static Slice slice() {
        Instant at = Instant.parse("2026-01-15T12:00:00Z");
        return Slice.newBuilder()
                .setKey("key")
                .setEvent(Event.newBuilder()
                        .setId("1")
                        .setSource("/s")
                        .setType("t")
                        .setData("{\"a\":1}")
                        .setCorrelationId("c")
                        .build())
                .setPriority(Priority.NORMAL)
                .setPartitions(List.of(0))
                .setChannels(List.of(Channel.EMAIL))
                .setTemplate(new Template("words", 1L, Map.of()))
                .setAcceptedAt(at)
                .setExpiresAt(at.plusSeconds(60))
                .setMandatory(true)
                .build();
    }
}
