package dev.fanfare.producer.console;

import dev.fanfare.producer.http.Gate;
import dev.fanfare.producer.http.PageDoor;
import dev.fanfare.producer.http.Problem;
import dev.fanfare.producer.keys.ApiKeys;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.producer.keys.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/// Lets people in by their session, or by a key as any caller; who has none signs in first.
final class ConsoleDoor implements PageDoor {

    private final ApiKeys keys;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Pages pages;

    ConsoleDoor(ApiKeys keys, Sessions sessions, SessionCookie cookie, Pages pages) {
        this.keys = keys;
        this.sessions = sessions;
        this.cookie = cookie;
        this.pages = pages;
    }

    /// What polls does not make a session last.
    @Override
    public Caller caller(HttpServletRequest request, HttpServletResponse response) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (!keys.inUse() || authorization != null) {
            return Gate.admitted(keys.admit(authorization));
        }
        String session = cookie.in(request);
        Caller caller = Gate.admitted(sessions.admit(session));
        if (request.getHeader("HX-Request") == null) {
            sessions.renewed(session)
                    .ifPresent(longer -> response.addHeader(
                            HttpHeaders.SET_COOKIE,
                            cookie.holding(longer, request).toString()));
        }
        return caller;
    }

    @Override
    public void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean signsIn = problem.status() == HttpStatus.UNAUTHORIZED
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && request.getHeader("HX-Request") == null;
        problem.headers().forEach(response::setHeader);
        if (signsIn) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader(HttpHeaders.LOCATION, SignIn.PATH + "?then=" + Look.url(wanted(request)));
            return;
        }
        View view = new View().put("why", problem.detail());
        Shown.Page page = new Shown.Page("refused", problem.status().getReasonPhrase(), view);
        byte[] html = pages.render(page, null, SignIn.PATH, "").getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status().value());
        ConsoleRoutes.headers().forEach(response::setHeader);
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }

    /// Where to go once signed in: the same page, with what it was asked.
    private static String wanted(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            return "/";
        }
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }
}
