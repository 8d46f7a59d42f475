package dev.fanfare.producer.versions;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.ContentTypes;
import dev.fanfare.producer.http.Page;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.http.TakeLines;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.versions.ChangeShelf.Changed;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// The calls that rules and templates share.
public final class ShelfRoutes<T extends SpecificRecord> {

    private static final String NAME = "name";
    private static final String FORMAT = "format";

    private final Shelf<T> shelf;
    private final Kind<T> kind;
    private final ChangeShelf<T> change;
    private final InForce inForce;

    public ShelfRoutes(Shelf<T> shelf, Ends ends, InForce inForce) {
        this.shelf = shelf;
        this.kind = shelf.kind();
        this.change = new ChangeShelf<>(shelf, ends, inForce.own());
        this.inForce = inForce;
    }

    /// @param path `/v1/rules`
    public List<Route> under(String path) {
        String one = path + "/{" + NAME + "}";
        return List.of(
                Route.get(path, this::list),
                Route.of(HttpMethod.POST, path, Role.OPERATE, this::putMany).taking(ContentTypes.NDJSON),
                Route.get(one, this::get),
                Route.of(HttpMethod.PUT, one, Role.OPERATE, this::put).taking(ContentTypes.JSON),
                Route.of(HttpMethod.DELETE, one, Role.OPERATE, this::delete),
                Route.get(one + "/versions", this::versions));
    }

    private ServerResponse get(ServerRequest call) {
        T value = current(call.pathVariable(NAME));
        return Answers.json(ServerResponse.ok().eTag(Condition.etag(kind.version(value))), kind.write(value));
    }

    private ServerResponse versions(ServerRequest call) {
        String name = call.pathVariable(NAME);
        List<Map<String, @Nullable Object>> versions = new ArrayList<>();
        copy().current(name).ifPresent(current -> versions.add(kind.write(current)));
        copy().older(name).stream()
                .filter(older -> versions.isEmpty() || kind.version(older) < version(versions.getFirst()))
                .forEach(older -> versions.add(kind.write(older)));
        if (versions.isEmpty()) {
            throw Answers.none(kind.name(), name);
        }
        return Answers.ok(Page.json(versions.subList(0, Math.min(versions.size(), ChangeShelf.VERSIONS)), null));
    }

    private ServerResponse list(ServerRequest call) {
        Optional<String> format = call.param(FORMAT);
        if (format.filter(text -> !text.equals("ndjson")).isPresent()) {
            throw Refused.invalid(FORMAT, "must be ndjson where it is said");
        }
        if (format.isPresent()) {
            return ServerResponse.ok().contentType(ContentTypes.NDJSON).build((_, response) -> {
                writeAll(response.getOutputStream());
                return null;
            });
        }
        Page page = Page.of(call);
        List<T> some =
                copy().after(page.after()).stream().limit(page.limit() + 1L).toList();
        List<T> items = some.subList(0, Math.min(some.size(), page.limit()));
        return Answers.ok(Page.json(
                items.stream().map(kind::write).toList(),
                some.size() > page.limit() ? kind.key(items.getLast()) : null));
    }

    private void writeAll(OutputStream out) throws IOException {
        for (T value : copy().after("")) {
            out.write(Json.bytes(kind.write(value)));
            out.write('\n');
        }
    }

    private ServerResponse put(ServerRequest call) throws IOException {
        String name = call.pathVariable(NAME);
        T value = kind.read(Json.read(Body.whole(call, kind.most())), name);
        Changed changed = change.put(value, Condition.of(call));
        return Answers.json(
                ServerResponse.status(changed.version() == 1 ? HttpStatus.CREATED : HttpStatus.OK)
                        .eTag(Condition.etag(changed.version())),
                json(name, changed));
    }

    private ServerResponse delete(ServerRequest call) {
        String name = call.pathVariable(NAME);
        return Answers.ok(json(name, change.delete(name, Condition.of(call))));
    }

    private ServerResponse putMany(ServerRequest call) throws IOException {
        TakeLines lines = new TakeLines(kind.keyField());
        List<Changed> last = new ArrayList<>();
        lines.all(Body.lines(call, kind.most()), value -> {
            Changed changed = change.put(kind.read(value, null), Condition.NONE);
            last.clear();
            last.add(changed);
        });
        Map<String, Object> json = lines.json();
        json.put("inForce", last.stream().allMatch(changed -> inForce.past(changed.partition(), changed.offset())));
        return Answers.ok(json);
    }

    private Map<String, Object> json(String name, Changed changed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(kind.keyField(), name);
        json.put("version", changed.version());
        json.put("inForce", inForce.past(changed.partition(), changed.offset()));
        return json;
    }

    private T current(String name) {
        return copy().current(name).orElseThrow(() -> Answers.none(kind.name(), name));
    }

    private static long version(Map<String, @Nullable Object> json) {
        return json.get("version") instanceof Long version ? version : 0;
    }

    private Copy<T> copy() {
        inForce.own().requireComplete();
        return shelf.copy();
    }
}
