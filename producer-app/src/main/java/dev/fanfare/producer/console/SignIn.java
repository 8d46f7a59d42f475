package dev.fanfare.producer.console;

import dev.fanfare.producer.keys.ApiKeys;
import dev.fanfare.producer.keys.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Signing in with a key, and out. The key itself is kept nowhere.
final class SignIn {

    static final String PATH = "/console/sign-in";
    static final String OUT = "/console/sign-out";
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final String THEN = "then";
    private static final Pattern OURS = Pattern.compile(
            "/(?:console/(?:[\\p{L}\\p{N}._:@/+-]|%[0-9A-Fa-f]{2}){0,1000}+)?(?:\\?(?:[\\p{L}\\p{N}._:@/+=&*~-]|%[0-9A-Fa-f]{2}){0,1000}+)?");

    private final ApiKeys keys;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Pages pages;
    private final Tries tries = new Tries();

    SignIn(ApiKeys keys, Sessions sessions, SessionCookie cookie, Pages pages) {
        this.keys = keys;
        this.sessions = sessions;
        this.cookie = cookie;
        this.pages = pages;
    }

    ServerResponse form(ServerRequest call) {
        return form(call, HttpStatus.OK, "");
    }

    ServerResponse signIn(ServerRequest call) {
        HttpServletRequest request = call.servletRequest();
        if (!tries.areLookedAt(request.getRemoteAddr())) {
            return tooMany(call);
        }
        Optional<String> session = sessions.open(call.param("key").orElse(""));
        if (session.isEmpty()) {
            return refused(call, request.getRemoteAddr());
        }
        return go(then(call))
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookie.holding(session.get(), request).toString())
                .build();
    }

    ServerResponse signOut(ServerRequest call) {
        return go(PATH + "?done=signed-out")
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookie.none(call.servletRequest()).toString())
                .build();
    }

    /// A right key is taken though others behind the same proxy type wrong ones, as long as nobody guesses by machine.
    private ServerResponse refused(ServerRequest call, String address) {
        boolean told = tries.areTold(address);
        tries.wrong(address);
        if (!told) {
            return tooMany(call);
        }
        LOG.atWarn().addKeyValue("address", address).log("Somebody tried to sign in with no key of ours");
        return form(call, HttpStatus.FORBIDDEN, "That is no key of this system.");
    }

    private ServerResponse tooMany(ServerRequest call) {
        return form(
                call, HttpStatus.TOO_MANY_REQUESTS, "There were too many wrong keys from your address; wait a minute.");
    }

    private ServerResponse form(ServerRequest call, HttpStatus status, String wrong) {
        if (!keys.inUse()) {
            return go("/").build();
        }
        View view = new View().put("wrong", wrong).put(THEN, then(call));
        String notice = Notices.of(call.param("done").orElse(""));
        return ConsoleRoutes.html(status, pages.render(new Shown.Page("sign-in", "Sign in", view), null, PATH, notice));
    }

    /// Only to a page of ours.
    private static String then(ServerRequest call) {
        String then = call.param(THEN).orElse("/");
        return OURS.matcher(then).matches() && !then.startsWith(PATH) ? then : "/";
    }

    private static ServerResponse.BodyBuilder go(String to) {
        return ServerResponse.status(HttpStatus.SEE_OTHER).location(URI.create(to));
    }
}
