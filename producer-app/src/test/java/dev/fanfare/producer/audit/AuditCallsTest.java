package dev.fanfare.producer.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.World;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class AuditCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    void the_newest_comes_first_whatever_the_pages_are() {
        List<String> asked = new ArrayList<>();
        String type = "audit-" + UUID.randomUUID();
        for (int n = 0; n < 5; n++) {
            asked.add(WORLD.front()
                    .delete("/v1/dead-letters?type=" + type)
                    .json()
                    .path("id")
                    .asString());
        }
        for (int limit : new int[] {1, 2, 1_000}) {
            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = get("?limit=" + limit + cursor).json();
                assertThat(page.path("items").size()).isLessThanOrEqualTo(limit);
                page.path("items").forEach(line -> {
                    if (line.path("detail").asString("").contains(type)) {
                        assertThat(line.path("who").asString()).isEqualTo("local");
                        seen.add(line.path("subject").asString());
                    }
                });
                cursor = page.path("next").isString()
                        ? "&cursor=" + page.path("next").asString()
                        : "";
            } while (!cursor.isEmpty() && seen.size() < asked.size());
            assertThat(seen).as("limit %d", limit).containsExactlyElementsOf(asked.reversed());
        }
    }

    @Test
    void what_is_no_page_is_refused_by_its_name() {
        assertThat(get("?limit=0").json().path("field").asString()).isEqualTo("limit");
        assertThat(get("?cursor=YWJj").json().path("field").asString()).isEqualTo("cursor");
    }

    private static Answer get(String query) {
        return WORLD.front().get("/v1/audit" + query);
    }
}
