package dev.fanfare.producer.console;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.producer.keys.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Fills templates, each within the frame that all pages share. Whatever is put in is escaped.
final class Pages {

    /// Nothing inline, nothing from elsewhere, in nobody's frame.
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private record Place(String path, String name, Role role) {
        Place(String path, String name) {
            this(path, name, Role.READ);
        }
    }

    private static final List<Place> PLACES = List.of(
            new Place("/", "Now"),
            new Place("/console/events", "Events"),
            new Place("/console/people", "People"),
            new Place("/console/channels", "Channels"),
            new Place("/console/dead-letters", "Dead letters"),
            new Place("/console/replays", "Replays"),
            new Place("/console/scheduled", "Scheduled"),
            new Place("/console/analytics", "Analytics"),
            new Place("/console/rules", "Rules"),
            new Place("/console/templates", "Templates"),
            new Place("/console/try", "Try it"),
            new Place("/console/audit", "Audit", Role.OPERATE));

    private final Mustache.Compiler compiler = Mustache.compiler()
            .withEscaper(Escapers.HTML)
            .defaultValue("")
            .emptyStringIsFalse(true)
            .withLoader(Pages::open);
    private final Map<String, Template> compiled = new ConcurrentHashMap<>();
    private final String assets;

    Pages(Assets assets) {
        this.assets = assets.base();
    }

    /// A whole page.
    ///
    /// @param caller null where nobody is signed in
    /// @param self where the page itself stands
    String render(Shown.Page page, @Nullable Caller caller, String self, String notice) {
        View frame = frame(page, self, notice).put("places", caller == null ? List.of() : places(self, caller));
        if (caller != null) {
            frame.put("caller", caller.name())
                    .put("keyed", caller.keyed())
                    .put("maySend", caller.may(Role.SEND))
                    .put("mayOperate", caller.may(Role.OPERATE))
                    .put("mayAdmin", caller.may(Role.ADMIN));
        }
        return render("frame", page, frame);
    }

    /// A page for people who are no operators: nothing of the console stands around it.
    String alone(Shown.Page page, String notice) {
        return render("alone", page, frame(page, "", notice));
    }

    private View frame(Shown.Page page, String self, String notice) {
        View frame = new View()
                .put("title", page.title())
                .put("assets", assets)
                .put("self", self)
                .put("notice", notice);
        Look.ALL.forEach(frame::put);
        return frame;
    }

    private String render(String around, Shown.Page page, View frame) {
        StringWriter body = new StringWriter();
        template(page.template()).execute(page.view().map(), frame.map(), body);
        frame.put("body", body.toString());
        return template(around).execute(frame.map());
    }

    private Template template(String name) {
        return compiled.computeIfAbsent(name, _ -> {
            try (Reader source = open(name)) {
                return compiler.compile(source);
            } catch (IOException unreadable) {
                throw new IllegalStateException(name, unreadable);
            }
        });
    }

    private static Reader open(String name) throws IOException {
        InputStream in = Pages.class.getResourceAsStream(name + ".html");
        if (in == null) {
            throw new IOException("there is no template " + name);
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    /// The one that a page belongs to is marked.
    private static List<Map<String, @Nullable Object>> places(String self, Caller caller) {
        String path = self.split("\\?", 2)[0];
        return PLACES.stream()
                .filter(place -> caller.may(place.role()))
                .map(place -> new View()
                        .put("path", place.path())
                        .put("name", place.name())
                        .put(
                                "here",
                                place.path().equals("/")
                                        ? path.equals("/")
                                        : path.equals(place.path()) || path.startsWith(place.path() + "/"))
                        .map())
                .toList();
    }
}
