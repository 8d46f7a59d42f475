package dev.fanfare.producer.http;

import dev.fanfare.producer.keys.ApiKeys;
import dev.fanfare.producer.keys.ApiKeys.Admission;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.schemas.door.KnownHosts;
import dev.fanfare.schemas.door.Named;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;

/// Stands before every call: a known host, a known key, a call of the table, the role for it, a body of its kind.
public final class Gate extends HttpFilter {

    static final String ROUTE = Gate.class.getName() + ".route";
    static final String CALLER = Gate.class.getName() + ".caller";

    private static final long serialVersionUID = 1L;

    private final transient Routes routes;
    private final transient ApiKeys keys;
    private final transient PersonDoor people;
    private final transient KnownHosts hosts;
    private final transient PageDoor pages;

    /// Who comes otherwise than with a key.
    public record Doors(PageDoor pages, PersonDoor people) {}

    public Gate(Routes routes, ApiKeys keys, KnownHosts hosts, Doors doors) {
        this.routes = routes;
        this.keys = keys;
        this.hosts = hosts;
        this.pages = doors.pages();
        this.people = doors.people();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            Routes.Found found = routes.find(request.getMethod(), path(request));
            if (found instanceof Routes.Found.Here(var route) && route.page()) {
                admitToPage(route, request, response);
            } else {
                admit(found, request);
            }
        } catch (Refused refused) {
            Answers.write(refused.problem(), response);
            return;
        }
        if (!response.isCommitted()) {
            chain.doFilter(named(request), response);
        }
    }

    /// What is refused here is told to a person.
    private void admitToPage(Route route, HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            requireKnownHost(request);
            if (!showsKey(request)) {
                SamePage.require(request);
            }
            if (route.role() != Role.ANYONE) {
                // refuses who shows a token, since no page is theirs
                var _ = people.caller(request, new Routes.Found.Here(route), keys.inUse());
                let(pages.caller(request, response), route, request);
            } else {
                request.setAttribute(ROUTE, route);
            }
        } catch (Refused refused) {
            pages.refuse(refused.problem(), request, response);
            response.flushBuffer();
        }
    }

    /// A browser sends a header of its own to nobody who did not allow it; where no keys are in use it proves nothing.
    private boolean showsKey(HttpServletRequest request) {
        return keys.inUse() && request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    private void admit(Routes.Found found, HttpServletRequest request) {
        if (found instanceof Routes.Found.Here(var route) && route.role() == Role.ANYONE) {
            request.setAttribute(ROUTE, route);
            return;
        }
        requireKnownHost(request);
        Optional<Caller> person = people.caller(request, found, keys.inUse());
        if (person.isPresent()) {
            pass(person.get(), requireRoute(found), request);
        } else {
            let(requireKey(request), requireRoute(found), request);
        }
    }

    private static void let(Caller caller, Route route, HttpServletRequest request) {
        if (!caller.may(route.role())) {
            throw Refused.because(
                    HttpStatus.FORBIDDEN, "the key " + caller.name() + " does not have the role for " + route);
        }
        pass(caller, route, request);
    }

    private static void pass(Caller caller, Route route, HttpServletRequest request) {
        requireType(route, request.getContentType());
        request.setAttribute(ROUTE, route);
        request.setAttribute(CALLER, caller);
    }

    /// The health is for everybody, its details for who may read.
    private HttpServletRequest named(HttpServletRequest request) {
        return request.getAttribute(CALLER) == null
                        && (showsKey(request) || hosts.host(request.getServerName()))
                        && keys.admit(request.getHeader(HttpHeaders.AUTHORIZATION))
                                instanceof Admission.Known(var caller)
                        && caller.may(Role.READ)
                ? Named.by(caller.name(), request)
                : request;
    }

    /// As it came, still encoded, so that an encoded slash stays within its segment.
    private static PathContainer path(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (path.contains(";") || path.contains("//") || path.contains("/./") || path.contains("/../")) {
            throw Refused.because(HttpStatus.BAD_REQUEST, "the path holds what none of ours has");
        }
        return PathContainer.parsePath(path);
    }

    /// A page that calls us by a name of its own has no key to show.
    private void requireKnownHost(HttpServletRequest request) {
        if (!showsKey(request) && !hosts.host(request.getServerName())) {
            throw Refused.because(
                    HttpStatus.FORBIDDEN,
                    "the Host is not known: set fanfare.public-url or fanfare.advertised-url to its address");
        }
        if (!hosts.origin(request.getHeader(HttpHeaders.ORIGIN))) {
            throw Refused.because(HttpStatus.FORBIDDEN, "the Origin is not known: pages of other sites may not call");
        }
    }

    private Caller requireKey(HttpServletRequest request) {
        return admitted(keys.admit(request.getHeader(HttpHeaders.AUTHORIZATION)));
    }

    /// Who was let in.
    ///
    /// @throws Refused 401 or 429
    public static Caller admitted(Admission admission) {
        return switch (admission) {
            case Admission.Known(var caller) -> caller;
            case Admission.Unknown() ->
                throw new Refused(new Problem(
                                HttpStatus.UNAUTHORIZED, "needs a key of fanfare.api.keys: Authorization: Bearer KEY")
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"fanfare\""));
            case Admission.TooFast() ->
                throw new Refused(new Problem(HttpStatus.TOO_MANY_REQUESTS, "over this key's calls a second")
                        .header(HttpHeaders.RETRY_AFTER, "1"));
        };
    }

    private static Route requireRoute(Routes.Found found) {
        return switch (found) {
            case Routes.Found.Here(var route) -> route;
            case Routes.Found.OtherMethods(Set<String> allowed) ->
                throw new Refused(new Problem(HttpStatus.METHOD_NOT_ALLOWED, "this path takes " + allowed)
                        .header(HttpHeaders.ALLOW, String.join(", ", allowed)));
            case Routes.Found.Nothing() -> throw Refused.because(HttpStatus.NOT_FOUND, "there is no such call");
        };
    }

    private static void requireType(Route route, @Nullable String given) {
        if (route.takes().isEmpty()) {
            return;
        }
        MediaType type = type(given);
        if (type == null || route.takes().stream().noneMatch(type::equalsTypeAndSubtype)) {
            throw Refused.because(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    route + " takes " + MediaType.toString(route.takes()) + ", not " + given);
        }
    }

    private static @Nullable MediaType type(@Nullable String given) {
        try {
            return given == null ? null : MediaType.parseMediaType(given);
        } catch (InvalidMediaTypeException unreadable) {
            return null;
        }
    }
}
