package dev.fanfare.producer.http;

import dev.fanfare.producer.keys.Caller;
import dev.fanfare.producer.keys.PersonTokens;
import dev.fanfare.producer.keys.PersonTokens.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;

/// Lets a person in with a token of their own: to their inbox, their stream and their preferences, and nowhere else.
public final class PersonDoor {

    static final String PARAMETER = "token";

    private static final String SCHEME = "Bearer ";
    private static final Pattern THEIRS =
            Pattern.compile("/v1/recipients/\\{(?<id>[a-z]+)}/(?:inbox(?:/.*)?|stream|preferences)");
    private static final String STREAM = "/stream";
    /// What stands in a URL may be written down on its way.
    private static final Duration SHORT = Duration.ofMinutes(5).plusSeconds(30);

    private final PersonTokens tokens;
    private final InstantSource clock;
    private final PersonRates rates;

    public PersonDoor(PersonTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
        this.rates = new PersonRates(tokens.rateLimit());
    }

    /// Who calls, where the call carries a token.
    ///
    /// @param keyed whether keys are in use, one of which might look like a token
    /// @return nothing where it carries none
    /// @throws Refused 401 with a token that is not good, 403 with one for another person or call, 429 over the
    /// person's
    ///   rate, 503 where nobody can say whether it is good
    Optional<Caller> caller(HttpServletRequest request, Routes.Found found, boolean keyed) {
        if (!tokens.inUse()) {
            return Optional.empty();
        }
        String header = bearer(request);
        Route route = found instanceof Routes.Found.Here(var here) ? here : null;
        if (header == null && route != null && isStream(route)) {
            String parameter = parameter(request);
            return parameter == null
                    ? Optional.empty()
                    : Optional.of(let(ofShortLife(good(parameter)), route, request));
        }
        if (header == null || !PersonTokens.looksLikeOne(header)) {
            return Optional.empty();
        }
        Optional<Person> person = read(header);
        if (person.isEmpty() && keyed) {
            return Optional.empty();
        }
        return Optional.of(let(person.orElseThrow(PersonDoor::notGood), route, request));
    }

    /// Whether a token opens it.
    public static boolean opens(Route route) {
        return THEIRS.matcher(route.path().getPatternString()).matches();
    }

    private Person good(String token) {
        return read(token).orElseThrow(PersonDoor::notGood);
    }

    private Optional<Person> read(String token) {
        try {
            return tokens.read(token);
        } catch (PersonTokens.KeysAway away) {
            throw Refused.away("whether this token is good cannot be known just now");
        }
    }

    private Person ofShortLife(Person person) {
        Instant latest = clock.instant().plus(SHORT);
        if (person.until().isAfter(latest)) {
            throw Refused.because(
                    HttpStatus.UNAUTHORIZED, "a token in a URL must be good for 5 minutes at most from now on");
        }
        return person;
    }

    private Caller let(Person person, @Nullable Route route, HttpServletRequest request) {
        if (route == null || !opens(route) || !person.id().equals(asked(route, request))) {
            throw Refused.because(
                    HttpStatus.FORBIDDEN,
                    "a person's token opens that person's inbox, stream and preferences, and nothing else");
        }
        if (!rates.mayCall(person.id(), clock.instant())) {
            throw new Refused(new Problem(HttpStatus.TOO_MANY_REQUESTS, "over this person's calls a second")
                    .header(HttpHeaders.RETRY_AFTER, "1"));
        }
        return new Caller("recipient", Set.of(), true);
    }

    private static @Nullable String asked(Route route, HttpServletRequest request) {
        var parts = THEIRS.matcher(route.path().getPatternString());
        PathMatchInfo match = route.path().matchAndExtract(PathContainer.parsePath(request.getRequestURI()));
        return parts.matches() && match != null ? match.getUriVariables().get(parts.group("id")) : null;
    }

    private static @Nullable String parameter(HttpServletRequest request) {
        try {
            return request.getParameter(PARAMETER);
        } catch (InvalidParameterException malformed) {
            throw Refused.because(HttpStatus.BAD_REQUEST, "the query is not percent-encoded as it must be");
        }
    }

    private static boolean isStream(Route route) {
        return opens(route) && route.path().getPatternString().endsWith(STREAM);
    }

    private static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }

    private static Refused notGood() {
        return new Refused(new Problem(HttpStatus.UNAUTHORIZED, "the token is not good, or no longer")
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"fanfare\", error=\"invalid_token\""));
    }
}
