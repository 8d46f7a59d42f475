package dev.fanfare.producer.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.SuppressionReason;
import dev.fanfare.schemas.Unsubscribe;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The links in mails, which come without a key and prove themselves.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnsubscribeCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String LINK_SECRET = "a secret of thirty-two characters";
    private static final String FORM = "application/x-www-form-urlencoded";

    private Front front;

    @BeforeAll
    void start() {
        front = Front.start(
                WORLD.broker().bootstrap(),
                WORLD.streams(),
                WORLD.channels(),
                Map.of("fanfare.link-secret", LINK_SECRET));
    }

    @AfterAll
    void stop() {
        front.close();
    }

    @Test
    void whoever_asks_for_the_page_without_end_is_told_to_wait_and_one_click_still_unsubscribes() {
        String link = "/u/" + new Unsubscribe("link-hammer", "news").token(LINK_SECRET);
        WORLD.streams().says("/v1/recipients/link-hammer", 200, "{\"id\": \"link-hammer\"}");

        assertThat(IntStream.range(0, 50).mapToObj(_ -> front.get(link).status()))
                .contains(200, 429);
        assertThat(front.post(link, FORM, "List-Unsubscribe=One-Click").status())
                .isEqualTo(200);
        assertThat(suppression("link-hammer").getType()).isEqualTo("news");
    }

    @Test
    void the_link_in_a_mail_unsubscribes_by_post_and_never_by_get() {
        String link = "/u/" + new Unsubscribe("link-reader", "news").token(LINK_SECRET);
        WORLD.streams().says("/v1/recipients/link-reader", 200, "{\"id\": \"link-reader\"}");

        Answer asked = front.get(link);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).contains("<form method=\"post\">", "name=\"on\" value=\"news\"");
        assertThat(suppression("link-reader")).isNull();

        assertThat(front.post(link, FORM, "List-Unsubscribe=One-Click").status())
                .isEqualTo(200);
        assertThat(suppression("link-reader").getReason()).isEqualTo(SuppressionReason.UNSUBSCRIBED);
        assertThat(suppression("link-reader").getType()).isEqualTo("news");
        assertThat(WORLD.streams().asked("/internal/in-force")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/u/x", "/u/x.y", "/u/WyJhZGEiLCJuZXdzIl0.AAAA"})
    void a_link_that_is_not_ours_is_refused(String link) {
        assertThat(front.get(link).status()).isEqualTo(403);
        assertThat(front.post(link, FORM, "List-Unsubscribe=One-Click").status())
                .isEqualTo(403);
    }

    @Test
    void of_somebody_who_is_not_known_nothing_is_written() {
        assertThat(unsubscribed("link-erased").status()).isEqualTo(200);

        assertThat(suppression("link-erased")).isNull();
    }

    @Test
    void an_address_without_a_profile_is_unsubscribed_as_well() {
        assertThat(unsubscribed("mailto:link@example.org").status()).isEqualTo(200);

        assertThat(suppression("mailto:link@example.org")).isNotNull();
    }

    @Test
    void what_is_on_its_way_stops_also_where_nobody_can_say_who_it_is() {
        WORLD.streams().says("/v1/recipients/link-away", 503, "{}");

        assertThat(unsubscribed("link-away").status()).isEqualTo(503);
        assertThat(suppression("link-away").getReason()).isEqualTo(SuppressionReason.UNSUBSCRIBED);
    }

    @Test
    void who_was_erased_sees_that_nobody_is_known_and_no_form() {
        String link = "/u/" + new Unsubscribe("link-gone", "news").token(LINK_SECRET);

        Answer asked = front.get(link);
        assertThat(asked.status()).isEqualTo(404);
        assertThat(asked.body()).contains("Nobody is known by this link").doesNotContain("<form");
        assertThat(unsubscribed("link-gone").body()).doesNotContain("<form");
    }

    @Test
    void a_type_that_a_wider_choice_mutes_is_shown_as_off_and_saved_as_it_was() {
        WORLD.streams().says("/v1/recipients/link-wide", 200, "{\"id\": \"link-wide\"}");
        WORLD.streams().says("/v1/recipients/link-wide/preferences", 200, "{\"mute\": [\"news.*\", \"email:*\"]}");
        String link = "/u/" + new Unsubscribe("link-wide", "news.local").token(LINK_SECRET);

        assertThat(front.get(link).body())
                .contains("disabled> news.local <small class=\"muted\">off by news.*</small>")
                .contains("disabled> by mail as well <small class=\"muted\">off by email:*</small>")
                .contains("name=\"on\" value=\"news.*\"")
                .doesNotContain("name=\"shown\" value=\"news.local\"", "value=\"email:news.local\"");
    }

    @Test
    void every_type_of_the_inbox_can_be_chosen_however_far_back_it_stands() {
        WORLD.streams().says("/v1/recipients/link-many", 200, "{\"id\": \"link-many\"}");
        WORLD.channels()
                .saysInTurn(
                        "/v1/recipients/link-many/inbox",
                        "{\"items\": [{\"type\": \"new\"}], \"next\": \"bW9yZQ\"}",
                        "{\"items\": [{\"type\": \"very.old\"}], \"next\": null}");
        String link = "/u/" + new Unsubscribe("link-many", "news").token(LINK_SECRET);

        assertThat(front.get(link).body()).contains("value=\"new\"", "value=\"very.old\"");
        assertThat(WORLD.channels()
                        .asked("/v1/recipients/link-many/inbox")
                        .getLast()
                        .target())
                .contains("cursor=bW9yZQ");
    }

    private Answer unsubscribed(String reader) {
        String link = "/u/" + new Unsubscribe(reader, "news").token(LINK_SECRET);
        return front.post(link, FORM, "List-Unsubscribe=One-Click");
    }

    private static Suppression suppression(String reader) {
        var entry = WORLD.written().last(World.TOPICS.suppressions(), Suppression.class, key(reader));
        return entry == null ? null : entry.value();
    }

    private static String key(String reader) {
        return reader + "\nemail\n\n\nnews";
    }
}
