package dev.fanfare.channels.controls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.SuppressionReason;
import dev.fanfare.schemas.Topics;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SuppressedTest {

    private static final Delivery ADA = Deliveries.email("ada");
    private static final Instant LATER = ADA.getAcceptedAt().plusSeconds(1);

    private final Suppressed suppressed = new Suppressed();

    @Test
    void an_address_that_bounced_is_told_nothing_that_was_accepted_before() throws InterruptedException {
        learn("ada@example.org", null, LATER);
        suppressed.complete();

        assertThat(suppressed.of(ADA)).isEqualTo(Verdict.SUPPRESSED);
        assertThat(suppressed.of(Deliveries.email("alan"))).isEqualTo(Verdict.GO);
        assertThat(suppressed.of(other(Channel.SMS, "ada@example.org"))).isEqualTo(Verdict.GO);
        assertThat(suppressed.of(other(Channel.EMAIL, "ada@example.com"))).isEqualTo(Verdict.GO);
    }

    @Test
    void what_is_accepted_later_is_the_fanouts_decision() throws InterruptedException {
        learn("ada@example.org", null, ADA.getAcceptedAt().minusMillis(1));
        suppressed.complete();

        assertThat(suppressed.of(ADA)).isEqualTo(Verdict.GO);
    }

    @Test
    void who_unsubscribes_is_told_nothing_of_that_type_unless_it_is_mandatory() throws InterruptedException {
        learn("", ADA.getType(), LATER);
        suppressed.complete();

        assertThat(suppressed.of(ADA)).isEqualTo(Verdict.MUTED);
        assertThat(suppressed.of(Delivery.newBuilder(ADA).setMandatory(true).build()))
                .isEqualTo(Verdict.GO);
        assertThat(suppressed.of(Delivery.newBuilder(ADA).setType("another").build()))
                .isEqualTo(Verdict.GO);
    }

    @Test
    void what_is_lifted_is_told_again() throws InterruptedException {
        learn("ada@example.org", null, LATER);
        suppressed.learn(Topics.suppressionKey("ada", Channel.EMAIL, "ada@example.org"), null);
        suppressed.complete();

        assertThat(suppressed.of(ADA)).isEqualTo(Verdict.GO);
    }

    @Test
    void nobody_is_told_before_all_suppressions_are_known() throws Exception {
        CompletableFuture<Verdict> asked = new CompletableFuture<>();
        Thread asking = Thread.ofVirtual().start(() -> {
            try {
                asked.complete(suppressed.of(ADA));
            } catch (InterruptedException cut) {
                asked.completeExceptionally(cut);
            }
        });
        await().until(() -> asking.getState() == Thread.State.WAITING);
        learn("ada@example.org", null, LATER);
        suppressed.complete();

        assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo(Verdict.SUPPRESSED);
    }

    private void learn(String address, @Nullable String type, Instant at) {
        Suppression suppression = Suppression.newBuilder()
                .setRecipient("ada")
                .setChannel(Channel.EMAIL)
                .setAddress(address)
                .setType(type)
                .setReason(SuppressionReason.BOUNCED)
                .setAt(at)
                .build();
        suppressed.learn(Topics.suppressionKey(suppression), suppression);
    }

    private static Delivery other(Channel channel, String address) {
        return Deliveries.of(channel, "ada", address).build();
    }
}
