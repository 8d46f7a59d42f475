package dev.fanfare.streams;

import dev.fanfare.schemas.door.Cursor;
import dev.fanfare.schemas.door.PassOn;
import dev.fanfare.streams.MergePages.Item;
import dev.fanfare.streams.MergePages.Part;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes one page of this instance's and those that the others give for the same call.
///
/// @param stores whose partitions the list is made of
/// @param key an item's place in the common order, as a cursor's bytes compare
/// @param cursorBytes how many those are
public record AskAll(
        Owners owners, Set<String> stores, JsonMapper json, Function<JsonNode, byte[]> key, int cursorBytes) {

    private static final byte[] NO_BODY = {};
    /// With each of them: all who ask for the same wait for the one that is frozen.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Of a list that is made of one store.
    public AskAll(Owners owners, String store, JsonMapper json, Function<JsonNode, byte[]> key, int cursorBytes) {
        this(owners, Set.of(store), json, key, cursorBytes);
    }

    /// Path and query of a call that others are to be asked as well; null where one of them has passed it on.
    public static @Nullable String target(HttpServletRequest request) {
        return PassOn.done(request) ? null : PassOn.Call.of(request, NO_BODY).target();
    }

    /// @throws StreamsAway where another instance cannot answer just now
    public Page<?> page(Page<?> here, int limit, HttpServletRequest request) {
        return page(here, limit, target(request));
    }

    /// @param target as [#target(HttpServletRequest)] has it
    /// @throws StreamsAway where another instance cannot answer just now
    public Page<?> page(Page<?> here, int limit, @Nullable String target) {
        List<JsonNode> others = others(target);
        if (others.isEmpty()) {
            return here;
        }
        List<Part<JsonNode>> parts = new ArrayList<>();
        parts.add(part(json.valueToTree(here)));
        others.forEach(other -> parts.add(part(other)));
        Part<JsonNode> page = MergePages.merge(parts, limit);
        return new Page<>(
                page.items().stream().map(Item::value).toList(), page.next() == null ? null : Cursor.of(page.next()));
    }

    /// What each other instance says to this call; nothing where it was passed on to us.
    ///
    /// @param target as [#target(HttpServletRequest)] has it
    /// @throws StreamsAway where one cannot answer just now
    public List<JsonNode> others(@Nullable String target) {
        if (target == null) {
            return List.of();
        }
        return owners.others(stores).stream()
                .map(other -> json.readTree(ask(other, target)))
                .toList();
    }

    private byte[] ask(HostInfo other, String target) {
        try {
            PassOn.Answer answer = owners.ask(other, target, PATIENCE);
            if (answer.status() != 200) {
                throw new StreamsAway("another instance cannot answer just now");
            }
            return answer.body();
        } catch (IOException away) {
            throw new StreamsAway("the instance at " + other.host() + ":" + other.port() + " does not answer", away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StreamsAway("interrupted", stopped);
        }
    }

    private Part<JsonNode> part(JsonNode page) {
        List<Item<JsonNode>> items = new ArrayList<>();
        page.path("items").forEach(item -> items.add(new Item<>(key.apply(item), item)));
        String next = page.path("next").asString("");
        return new Part<>(items, next.isEmpty() ? null : Page.after(next, cursorBytes));
    }
}
