package dev.fanfare.producer.steer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.producer.fakes.Written.Entry;
import dev.fanfare.schemas.AuditEntry;
import dev.fanfare.schemas.EventKey;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who asked what of which event is kept.
class SteerAuditTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final String key = EventKey.of("/audited", UUID.randomUUID().toString());
    private final String event = "/v1/events/" + key;

    @BeforeEach
    void stands() {
        WORLD.streams().says(event, 200, "{\"state\":\"DELIVERING\"}");
    }

    @Test
    void a_cancel_is_kept_with_who_asked_for_it() {
        assertThat(WORLD.front().delete(event).status()).isEqualTo(202);

        assertThat(audit()).singleElement().satisfies(line -> {
            assertThat(line.getAction()).isEqualTo("event.cancel");
            assertThat(line.getWho()).isEqualTo("local");
            assertThat(line.getAt()).isNotNull();
            assertThat(line.getDetail()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({"/pause, event.pause", "/resume, event.resume"})
    void so_are_pause_and_resume(String path, String action) {
        assertThat(ask("POST", event + path, "").status()).isEqualTo(202);

        assertThat(audit()).extracting(AuditEntry::getAction).containsExactly(action);
    }

    @Test
    void a_change_is_kept_with_what_was_changed() {
        Answer answer = ask("PATCH", event, "{\"expiresat\":\"2100-01-01T00:00:00Z\",\"priority\":\"low\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(audit()).singleElement().satisfies(line -> {
            assertThat(line.getAction()).isEqualTo("event.change");
            assertThat(line.getDetail()).isEqualTo("expiresat=2100-01-01T00:00:00Z priority=low");
        });
    }

    @Test
    void what_was_refused_is_not() {
        WORLD.streams().says(event, 200, "{\"state\":\"DONE\"}");
        assertThat(WORLD.front().delete(event).status()).isEqualTo(409);

        assertThat(audit()).isEmpty();
    }

    private static Answer ask(String method, String path, String body) {
        HttpRequest.Builder call = WORLD.front().call(path).method(method, Front.text(body));
        return WORLD.front().send(body.isEmpty() ? call : call.header("Content-Type", Front.JSON));
    }

    private List<AuditEntry> audit() {
        return WORLD.written().on(World.TOPICS.audit(), AuditEntry.class).stream()
                .filter(entry -> key.equals(entry.key()))
                .map(Entry::value)
                .toList();
    }
}
