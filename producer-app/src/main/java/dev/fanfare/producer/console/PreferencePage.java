package dev.fanfare.producer.console;

import dev.fanfare.producer.addresses.LinkPages;
import dev.fanfare.producer.http.Inside;
import dev.fanfare.producer.http.InsideAnswer;
import dev.fanfare.producer.http.InsideCall;
import dev.fanfare.producer.http.PersonRates;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.schemas.Unsubscribe;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What a person hears of, and when not: types and channels on and off, and quiet hours. The signed link says who it
/// is;
/// shown are the types that this person was told of, and nobody else's.
final class PreferencePage implements LinkPages {

    private static final Caller BY_LINK = new Caller("link", Set.of(Role.OPERATE), true);
    private static final List<String> CHANNELS = List.of("email", "sms", "push", "in-app");
    private static final Map<String, String> NAMES = Map.of(
            "email", "Mail", "sms", "Text messages", "push", "Notifications on phones and browsers", "in-app", "Inbox");
    private static final String RECIPIENTS = "/v1/recipients/";
    private static final String CHOICE = "choice";
    private static final int INBOX_PAGES = 10;
    /// Pages of one person: each asks others a dozen times.
    private static final int A_SECOND = 5;

    private final Inside inside;
    private final Pages pages;
    private final InstantSource clock;
    private final PersonRates rates = new PersonRates(A_SECOND);

    PreferencePage(Inside inside, Pages pages, InstantSource clock) {
        this.inside = inside;
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    public boolean isChoice(ServerRequest call) {
        return call.param(CHOICE).isPresent();
    }

    @Override
    public ServerResponse show(ServerRequest call, Unsubscribe link, String said) {
        if (!rates.mayCall(link.recipient(), clock.instant())) {
            return tooMany(said);
        }
        if (isForgotten(call, link)) {
            return forgotten(said.isEmpty() ? HttpStatus.NOT_FOUND : HttpStatus.OK, said);
        }
        return page(HttpStatus.OK, view(call, link), said);
    }

    /// What was done before is said in any case.
    private ServerResponse tooMany(String said) {
        View view = new View().put("nobody", true);
        return said.isEmpty()
                ? page(
                        HttpStatus.TOO_MANY_REQUESTS,
                        view.put("wrong", "This page was asked for too often just now; try again in a moment."),
                        said)
                : page(HttpStatus.OK, view, said);
    }

    /// There is nothing to be chosen; a mail program's one click is answered well whoever it was for.
    private ServerResponse forgotten(HttpStatus status, String said) {
        View view = new View()
                .put("wrong", "Nobody is known by this link any more.")
                .put("nobody", true);
        return page(status, view, said);
    }

    /// Only what the page showed is changed; what it did not show stays.
    @Override
    public ServerResponse save(ServerRequest call, Unsubscribe link) {
        if (!rates.mayCall(link.recipient(), clock.instant())) {
            return tooMany("");
        }
        if (isForgotten(call, link)) {
            return forgotten(HttpStatus.NOT_FOUND, "");
        }
        Set<String> mutes = new LinkedHashSet<>(mutes(preferences(call, link)));
        all(call, "shown").forEach(mutes::remove);
        mutes.addAll(all(call, "shown"));
        all(call, "on").forEach(mutes::remove);
        Map<String, Object> chosen = new LinkedHashMap<>();
        chosen.put("mute", List.copyOf(mutes));
        String from = call.param("from").orElse("");
        String to = call.param("to").orElse("");
        if (!from.isEmpty() || !to.isEmpty()) {
            chosen.put("quiet", Map.of("from", from, "to", to));
        }
        InsideCall put = InsideCall.of(HttpMethod.PUT, RECIPIENTS, link.recipient(), "/preferences")
                .json(chosen);
        InsideAnswer answer = inside.call(call, BY_LINK, put);
        if (answer.ok()) {
            return show(call, link, "Saved.");
        }
        HttpStatus status = HttpStatus.resolve(answer.status());
        View view = view(call, link).put("wrong", answer.why());
        return page(status == null ? HttpStatus.BAD_GATEWAY : status, view, "");
    }

    /// Of who was erased nothing is written; an address that is told without a profile has none.
    private boolean isForgotten(ServerRequest call, Unsubscribe link) {
        return !link.recipient().startsWith("mailto:")
                && inside.call(call, BY_LINK, InsideCall.of(HttpMethod.GET, RECIPIENTS, link.recipient()))
                                .status()
                        == HttpStatus.NOT_FOUND.value();
    }

    private View view(ServerRequest call, Unsubscribe link) {
        JsonNode preferences = preferences(call, link);
        List<String> mutes = mutes(preferences);
        Wider wider = new Wider(mutes);
        Set<String> types = new LinkedHashSet<>(List.of(link.type()));
        inbox(call, link).forEach(item -> types.add(item.path("type").asString("")));
        mutes.stream().filter(PreferencePage::isType).forEach(types::add);
        types.remove("");
        List<Map<String, @Nullable Object>> shownTypes = new ArrayList<>();
        types.forEach(type -> shownTypes.add(new View()
                .put("type", type)
                .put("byMail", "email:" + type)
                .put("wider", wider.of("", type))
                .put("on", !mutes.contains(type))
                .put("widerByMail", wider.of("email:", type))
                .put("onByMail", !mutes.contains("email:" + type))
                .map()));
        List<Map<String, @Nullable Object>> channels = CHANNELS.stream()
                .map(channel -> new View()
                        .put("channel", NAMES.get(channel))
                        .put("mute", channel + ":*")
                        .put("on", !mutes.contains(channel + ":*"))
                        .map())
                .toList();
        List<String> others = mutes.stream()
                .filter(mute -> types.stream().noneMatch(type -> mute.equals(type) || mute.equals("email:" + type)))
                .filter(mute -> CHANNELS.stream().noneMatch(channel -> mute.equals(channel + ":*")))
                .toList();
        return new View()
                .put("types", shownTypes)
                .put("channels", channels)
                .put("others", others)
                .put("from", preferences.path("quiet").path("from").asString(""))
                .put("to", preferences.path("quiet").path("to").asString(""))
                .put("zone", zone(call, link));
    }

    private JsonNode preferences(ServerRequest call, Unsubscribe link) {
        return ask(call, RECIPIENTS, link.recipient(), "/preferences");
    }

    /// All of it, as far as it can be had.
    private List<JsonNode> inbox(ServerRequest call, Unsubscribe link) {
        InsideCall first = InsideCall.of(HttpMethod.GET, RECIPIENTS, link.recipient(), "/inbox")
                .with("limit", "200");
        List<JsonNode> items = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            InsideAnswer page = inside.call(call, BY_LINK, first.with("cursor", next));
            JsonNode json = page.ok() ? page.json() : MissingNode.getInstance();
            json.path("items").forEach(items::add);
            next = json.path("next").asString("");
            pages++;
        } while (!next.isEmpty() && pages < INBOX_PAGES);
        return items;
    }

    private String zone(ServerRequest call, Unsubscribe link) {
        return ask(call, RECIPIENTS, link.recipient()).path("timeZone").asString("UTC");
    }

    /// Who has chosen nothing yet has nothing there.
    private JsonNode ask(ServerRequest call, String... segments) {
        InsideAnswer answer = inside.call(call, BY_LINK, InsideCall.of(HttpMethod.GET, segments));
        if (answer.status() == HttpStatus.NOT_FOUND.value()) {
            return MissingNode.getInstance();
        }
        if (!answer.ok()) {
            throw Refused.away("your choice cannot be looked up just now; try again in a minute");
        }
        return answer.json();
    }

    private ServerResponse page(HttpStatus status, View view, String said) {
        Map<String, String> headers = new LinkedHashMap<>(ConsoleRoutes.headers());
        headers.put("Referrer-Policy", "no-referrer");
        Shown.Page page = new Shown.Page("preferences", "What you are told", view);
        return ConsoleRoutes.html(status, pages.alone(page, said), headers);
    }

    private static List<String> mutes(JsonNode preferences) {
        return preferences.path("mute").valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> all(ServerRequest call, String name) {
        List<String> all = call.params().get(name);
        return all == null ? List.of() : all;
    }

    private static boolean isType(String mute) {
        return !mute.contains(":") && !mute.contains("*");
    }
}
