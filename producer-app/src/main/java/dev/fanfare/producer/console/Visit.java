package dev.fanfare.producer.console;

import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.http.Inside;
import dev.fanfare.producer.http.InsideAnswer;
import dev.fanfare.producer.http.InsideCall;
import dev.fanfare.producer.keys.Caller;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/// Somebody's visit of a page: what they asked, and what they may ask further.
record Visit(ServerRequest call, Caller caller, Inside inside) {

    private static final int EMPTY_PAGES = 100;

    static Visit of(ServerRequest call, Inside inside) {
        return new Visit(call, Callers.of(call), inside);
    }

    /// Of the query or the form; empty where it is not there.
    String param(String name) {
        return call.param(name).map(String::strip).orElse("");
    }

    String path(String name) {
        return call.pathVariable(name);
    }

    /// @throws dev.fanfare.producer.http.Refused as the call was
    JsonNode get(String... segments) {
        return ask(InsideCall.of(HttpMethod.GET, segments)).orRefused();
    }

    InsideAnswer ask(InsideCall asked) {
        return inside.call(call, caller, asked);
    }

    /// Does what is asked, or says why not.
    ///
    /// @throws dev.fanfare.producer.http.Refused as the call was
    JsonNode act(InsideCall asked) {
        return ask(asked).orRefused();
    }

    /// The same page again, without what was just said.
    String self() {
        return UriComponentsBuilder.fromUriString(call.servletRequest().getRequestURI()
                        + (call.servletRequest().getQueryString() == null
                                ? ""
                                : "?" + call.servletRequest().getQueryString()))
                .replaceQueryParam("done")
                .build(true)
                .toUriString();
    }

    /// A list by the parameters of this visit, and where its next page is.
    ///
    /// @param names of the filters that are handed on
    View list(InsideCall asked, List<String> names) {
        InsideCall filtered = asked.with("limit", "50").with("cursor", param("cursor"));
        List<String> kept = new ArrayList<>();
        View view = new View();
        for (String name : names) {
            String value = param(name);
            filtered = filtered.with(name, value);
            view.put("is-" + name, value);
            if (!value.isEmpty()) {
                kept.add(name + "=" + Look.url(value));
            }
        }
        return view(act(filtered), names, kept, view);
    }

    /// As `list`, where a page may be empty and yet not the last: goes on until something is there.
    View fullList(InsideCall asked, List<String> names) {
        InsideCall from = asked.with("limit", "50");
        JsonNode page = act(from.with("cursor", param("cursor")));
        for (int n = 0;
                n < EMPTY_PAGES
                        && page.path("items").isEmpty()
                        && page.path("next").isString();
                n++) {
            page = act(from.with("cursor", page.path("next").asString()));
        }
        return view(page, names, new ArrayList<>(), new View());
    }

    private View view(JsonNode page, List<String> names, List<String> kept, View view) {
        String next = page.path("next").asString("");
        if (!next.isEmpty()) {
            kept.add("cursor=" + Look.url(next));
            view.put("next", "?" + String.join("&", kept));
        }
        return view.json("items", page.path("items"))
                .put("none", page.path("items").isEmpty())
                .put("filtered", names.stream().anyMatch(name -> !param(name).isEmpty()));
    }
}
