package dev.fanfare.producer.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.producer.fakes.Written.Entry;
import dev.fanfare.schemas.AuditEntry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who erased whom is kept, and of whom only a hash.
class AuditTest {

    @RegisterExtension
    static final World WORLD = new World();

    /// Of `audited-1`, computed elsewhere.
    private static final String HASH = "sha256:x9hH7eGS7plzgdC7GqBGBkUhJsq92ZtcQIuWkWCoiaw";

    @Test
    void an_erasure_is_kept_with_a_hash_of_the_id_by_either_call() {
        WORLD.front().delete("/v1/recipients/audited-1");
        WORLD.front().post("/v1/recipients", Front.LINES, "{\"id\":\"audited-1\",\"recipient\":null}");

        List<Entry<AuditEntry>> entries = WORLD.written().on(World.TOPICS.audit(), AuditEntry.class).stream()
                .filter(entry ->
                        entry.value() != null && entry.value().getSubject().equals(HASH))
                .toList();
        assertThat(entries).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.value().getWho()).isEqualTo("local");
            assertThat(entry.value().getAction()).isEqualTo("recipient.erase");
            assertThat(entry.value().getAt()).isNotNull();
            assertThat(new String(entry.raw().value(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("audited-1");
            assertThat(entry.key()).isEqualTo(HASH);
        });
    }
}
