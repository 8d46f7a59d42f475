package dev.fanfare.producer.console;

import dev.fanfare.producer.addresses.LinkPages;
import dev.fanfare.producer.http.Inside;
import dev.fanfare.producer.http.PageDoor;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.http.Routes;
import dev.fanfare.producer.keys.ApiKeys;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.keys.Sessions;
import dev.fanfare.producer.peers.Scrape;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// The table of the console's pages.
public final class ConsoleRoutes {

    private static final String EVENT = "/console/events/{key}";
    private static final String DELIVERY = "/console/deliveries/{id}";
    private static final String LETTERS = "/console/dead-letters";
    private static final String TRY = "/console/try";
    private static final String HTML = "text/html;charset=utf-8";

    private final Assets assets = new Assets();
    private final Pages pages = new Pages(assets);
    private final ConsoleDoor door;
    private final SignIn signIn;
    private final Inside inside;
    private final NowPage now;
    private final InstantSource clock;
    private final EventPages events = new EventPages();
    private final PersonPages people = new PersonPages();
    private final LetterPages letters = new LetterPages();
    private final ChannelPages channels = new ChannelPages();
    private final TryPages tries = new TryPages();
    private final AnalyticsPage analytics = new AnalyticsPage();

    /// @param routes the whole table, once it stands
    /// @param publicUrl the front door as the world sees it
    public ConsoleRoutes(
            ApiKeys keys, Supplier<Routes> routes, Scrape fanout, @Nullable URI publicUrl, InstantSource clock) {
        Sessions sessions = new Sessions(keys, clock);
        SessionCookie cookie = new SessionCookie(publicUrl);
        door = new ConsoleDoor(keys, sessions, cookie, pages);
        signIn = new SignIn(keys, sessions, cookie, pages);
        inside = new Inside(routes);
        this.clock = clock;
        now = new NowPage(new Figures(fanout, System::nanoTime));
    }

    public PageDoor door() {
        return door;
    }

    /// What people see behind the links in their mails.
    public LinkPages linkPages() {
        return new PreferencePage(inside, pages, clock);
    }

    public List<Route> all() {
        return Stream.of(entrance(), watching(), acting(), writing())
                .flatMap(some -> some)
                .map(Route::asPage)
                .toList();
    }

    private Stream<Route> entrance() {
        return Stream.of(
                Route.of(HttpMethod.GET, Assets.PATH + "{version}/{name}", Role.ANYONE, assets::serve),
                Route.of(HttpMethod.GET, SignIn.PATH, Role.ANYONE, signIn::form),
                form(SignIn.PATH, Role.ANYONE, signIn::signIn),
                form(SignIn.OUT, Role.ANYONE, signIn::signOut));
    }

    private Stream<Route> watching() {
        return Stream.of(
                page("/", now::show),
                page("/console/events", events::list),
                page(EVENT, events::one),
                page(EVENT + "/people", events::find),
                page(EVENT + "/people/{id}", events::person),
                page(DELIVERY, events::delivery),
                page("/console/people", people::find),
                page("/console/people/{id}", people::one),
                page("/console/audiences/{audience}", people::members),
                page(LETTERS, letters::list),
                page(LETTERS + "/{id}", letters::one),
                page("/console/replays", letters::replays),
                page("/console/replays/{id}", letters::oneReplay),
                page("/console/channels", channels::list),
                page("/console/scheduled", channels::scheduled),
                page("/console/analytics", analytics::show),
                page("/console/analytics.csv", analytics::csv),
                page("/console/analytics.json", analytics::json),
                Route.of(HttpMethod.GET, "/console/audit", Role.OPERATE, call -> shown(call, channels::audit)));
    }

    private Stream<Route> acting() {
        return Stream.of(
                operate(EVENT + "/pause", visit -> events.steer(visit, "pause")),
                operate(EVENT + "/resume", visit -> events.steer(visit, "resume")),
                operate(EVENT + "/cancel", visit -> events.steer(visit, "cancel")),
                operate(DELIVERY + "/retry", events::retry),
                operate(LETTERS + "/replay", letters::replay),
                operate(LETTERS + "/discard", letters::discard),
                operate("/console/replays/{id}/stop", letters::stop),
                operate("/console/channels/{channel}/pause", visit -> channels.steer(visit, "pause")),
                operate("/console/channels/{channel}/resume", visit -> channels.steer(visit, "resume")),
                operate("/console/scheduled/{id}/now", channels::now),
                operate("/console/scheduled/{id}/cancel", channels::cancel));
    }

    private Stream<Route> writing() {
        Stream<Route> shelves = Stream.of(ShelfPages.RULES, ShelfPages.TEMPLATES)
                .flatMap(shelf -> Stream.of(
                        page(shelf.console(), shelf::list),
                        page(shelf.console() + "/{name}", shelf::edit),
                        operate(shelf.console() + "/{name}", shelf::save),
                        operate(shelf.console() + "/{name}/delete", shelf::delete)));
        Stream<Route> others = Stream.of(
                form(
                        ShelfPages.TEMPLATES.console() + "/{name}/preview",
                        Role.READ,
                        call -> shown(call, ShelfPages.TEMPLATES::preview)),
                page(TRY, tries::form),
                form(TRY, Role.SEND, call -> shown(call, tries::send)),
                page(TRY + "/{key}", tries::watch));
        return Stream.concat(shelves, others);
    }

    /// One page, by what a visit of it shows.
    interface Show {
        Shown of(Visit visit);
    }

    private Route page(String path, Show show) {
        return Route.get(path, call -> shown(call, show));
    }

    private Route operate(String path, Show show) {
        return form(path, Role.OPERATE, call -> shown(call, show));
    }

    private static Route form(String path, Role role, HandlerFunction<ServerResponse> handler) {
        return Route.of(HttpMethod.POST, path, role, handler).taking(MediaType.APPLICATION_FORM_URLENCODED);
    }

    private ServerResponse shown(ServerRequest call, Show show) {
        Visit visit = Visit.of(call, inside);
        try {
            return switch (show.of(visit)) {
                case Shown.Page page ->
                    html(
                            HttpStatus.OK,
                            pages.render(page, visit.caller(), visit.self(), Notices.of(visit.param("done"))));
                case Shown.Download file -> download(file);
                case Shown.Go(String to, String done) ->
                    ServerResponse.status(HttpStatus.SEE_OTHER)
                            .location(URI.create(
                                    done.isEmpty() ? to : to + (to.contains("?") ? "&" : "?") + "done=" + done))
                            .build();
            };
        } catch (Refused refused) {
            HttpStatus status = refused.problem().status();
            View view = new View().put("why", refused.problem().detail());
            Shown.Page page = new Shown.Page("refused", status.getReasonPhrase(), view);
            return html(status, pages.render(page, visit.caller(), visit.self(), ""));
        }
    }

    static ServerResponse html(HttpStatus status, String html) {
        return html(status, html, headers());
    }

    static ServerResponse html(HttpStatus status, String html, Map<String, String> headers) {
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        return ServerResponse.status(status).build((_, response) -> {
            headers.forEach(response::setHeader);
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
            return null;
        });
    }

    private static ServerResponse download(Shown.Download file) {
        return ServerResponse.ok().build((_, response) -> {
            response.setContentType(file.type() + ";charset=utf-8");
            response.setHeader("Content-Disposition", "attachment; filename=\"" + file.name() + '"');
            response.setContentLength(file.bytes().length);
            response.getOutputStream().write(file.bytes());
            return null;
        });
    }

    /// Of every page.
    static Map<String, String> headers() {
        return Map.of(
                "Content-Type", HTML,
                "Content-Security-Policy", Pages.POLICY,
                "Referrer-Policy", "same-origin",
                "X-Frame-Options", "DENY",
                "Cross-Origin-Opener-Policy", "same-origin");
    }
}
