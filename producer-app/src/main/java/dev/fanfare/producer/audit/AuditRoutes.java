package dev.fanfare.producer.audit;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Page;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.schemas.AuditEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// `GET /v1/audit`: who did what, when; newest first.
public final class AuditRoutes {

    private final AuditPages pages;

    public AuditRoutes(AuditPages pages) {
        this.pages = pages;
    }

    public List<Route> all() {
        return List.of(Route.of(HttpMethod.GET, "/v1/audit", Role.OPERATE, this::list));
    }

    private ServerResponse list(ServerRequest call) {
        Page page = Page.of(call);
        AuditPages.Part part = pages.read(page.limit(), before(page.after()));
        List<Map<String, @Nullable Object>> lines =
                part.lines().stream().map(line -> json(line.entry())).toList();
        return Answers.ok(Page.json(lines, part.next() == null ? null : String.valueOf(part.next())));
    }

    private static @Nullable Long before(String after) {
        if (after.isEmpty()) {
            return null;
        }
        if (!after.matches("\\d{1,18}")) {
            throw Refused.invalid("cursor", "is not one of ours");
        }
        return Long.valueOf(after);
    }

    private static Map<String, @Nullable Object> json(AuditEntry entry) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("at", entry.getAt().toString());
        json.put("who", entry.getWho());
        json.put("action", entry.getAction());
        json.put("subject", entry.getSubject());
        json.put("detail", entry.getDetail());
        return json;
    }
}
