package dev.fanfare.producer.addresses;

import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.peers.AskPeople;
import dev.fanfare.schemas.Unsubscribe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.HtmlUtils;

/// The link in a mail: POST unsubscribes (RFC 8058), GET only asks, since mail scanners follow links.
final class ObeyLink {

    private static final int BODY = 4 * 1024;
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final Report report;
    private final Written written;
    private final AskPeople people;
    private final String secret;

    ObeyLink(Report report, Written written, AskPeople people, String secret) {
        this.report = report;
        this.written = written;
        this.people = people;
        this.secret = secret;
    }

    ServerResponse get(ServerRequest call) {
        Unsubscribe link = link(call);
        return page("""
                <p>No more mails about <b>%s</b>?</p>
                <form method="post"><button name="List-Unsubscribe" value="One-Click">Unsubscribe</button></form>""".formatted(HtmlUtils.htmlEscape(link.type())));
    }

    ServerResponse post(ServerRequest call) throws IOException {
        Unsubscribe link = link(call);
        byte[] _ = Body.whole(call, BODY);
        obey(link);
        return page("<p>You will get no more mails about <b>%s</b>.</p>".formatted(HtmlUtils.htmlEscape(link.type())));
    }

    /// Of somebody who is not known nothing is written: who was erased stays so.
    private void obey(Unsubscribe link) {
        try {
            if (!isAddress(link.recipient())
                    && people.recipient(link.recipient()).isEmpty()) {
                return;
            }
        } catch (Refused nobodyCanSay) {
            stop(link);
            throw nobodyCanSay;
        }
        stop(link);
    }

    /// Who owns the person mutes what is told from now on, in turn with all else that is said of that person, and the
    /// channels leave out what was accepted until that was in force.
    private void stop(Unsubscribe link) {
        boolean _ = written.inForce(List.of(report.unsubscribe(link.recipient(), link.type())));
        report.unsubscribe(link.recipient(), link.type()).acknowledged();
    }

    /// An id that is told without a profile.
    private static boolean isAddress(String recipient) {
        return recipient.startsWith("mailto:");
    }

    private Unsubscribe link(ServerRequest call) {
        String path = call.servletRequest().getRequestURI();
        return secret.isEmpty()
                ? unknown()
                : Unsubscribe.verified(path.substring(path.lastIndexOf('/') + 1), secret)
                        .orElseGet(ObeyLink::unknown);
    }

    private static Unsubscribe unknown() {
        throw Refused.because(HttpStatus.FORBIDDEN, "this link is not one of ours, or its secret was changed");
    }

    private static ServerResponse page(String words) {
        String html = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width\"><title>Mails</title><body>" + words + "</body></html>";
        return ServerResponse.ok()
                .contentType(HTML)
                .header("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'")
                .header("Referrer-Policy", "no-referrer")
                .build((_, response) -> {
                    response.getOutputStream().write(html.getBytes(StandardCharsets.UTF_8));
                    return null;
                });
    }
}
