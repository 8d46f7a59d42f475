package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.SuppressionReason;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SuppressTheDeadTest {

    private static final Topics TOPICS = new Topics("t.", new Partitioning(6));
    private static final Delivery PHONE =
            Deliveries.of(Channel.PUSH, "ada", "fcm:token").build();

    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final Written written = new Written(TOPICS, codecs, true);
    private final Codec<Suppression> codec = codecs.of(TOPICS.suppressions(), Suppression.class);

    @Test
    void the_providers_last_word_on_an_address_is_kept() {
        Answer answer = sent(new Answer.Gone("UNREGISTERED"));

        assertThat(answer).isEqualTo(new Answer.Rejected(Category.ADDRESS, "UNREGISTERED"));
        assertThat(written.on(TOPICS.suppressions())).singleElement().satisfies(record -> {
            assertThat(record.partition()).isEqualTo(TOPICS.partitioning().of("ada"));
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("ada\npush\nfcm:token");
            assertThat(codec.decode(record.value()))
                    .isEqualTo(new Decoded.Readable<>(Suppression.newBuilder()
                            .setRecipient("ada")
                            .setChannel(Channel.PUSH)
                            .setAddress("fcm:token")
                            .setReason(SuppressionReason.UNREGISTERED)
                            .setDetail("UNREGISTERED")
                            .setAt(Deliveries.NOON)
                            .build()));
        });
    }

    @Test
    void any_other_answer_takes_nothing_off() {
        sent(new Answer.Rejected(Category.ADDRESS, "BadDeviceToken"));
        sent(new Answer.Deferred(Category.PROVIDER, "503"));
        sent(new Answer.Delivered(""));

        assertThat(written.on(TOPICS.suppressions())).isEmpty();
    }

    @Test
    void a_token_that_is_registered_while_its_call_is_under_way_is_newer_than_the_answer() {
        AtomicReference<Instant> now = new AtomicReference<>(Deliveries.NOON);
        sent(
                delivery -> {
                    now.set(Deliveries.NOON.plusSeconds(4));
                    return new Answer.Gone("UNREGISTERED");
                },
                now::get);

        assertThat(written.on(TOPICS.suppressions())).singleElement().satisfies(record -> {
            assertThat(codec.decode(record.value())).isInstanceOfSatisfying(Decoded.Readable.class, read -> {
                assertThat(((Suppression) read.value()).getAt()).isEqualTo(Deliveries.NOON);
            });
        });
    }

    private Answer sent(Answer said) {
        return sent(_ -> said, InstantSource.fixed(Deliveries.NOON));
    }

    private Answer sent(Function<Delivery, Answer> says, InstantSource clock) {
        return new SuppressTheDead(new FakeGateway(says), TOPICS, codec, written.writer(), clock).send(PHONE);
    }
}
