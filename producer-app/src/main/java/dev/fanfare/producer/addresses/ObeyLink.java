package dev.fanfare.producer.addresses;

import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.peers.AskPeople;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.QuietHours;
import dev.fanfare.schemas.Unsubscribe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/// The link in a mail: POST unsubscribes (RFC 8058), GET only asks, since mail scanners follow links.
final class ObeyLink {

    private static final int BODY = 4 * 1024;
    private static final int LOCKS = 64;
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final Outlets outlets;
    private final Report report;
    private final Written written;
    private final AskPeople people;
    private final String secret;
    /// Two links of one person must not overwrite what the other one chose.
    private final List<ReentrantLock> turns =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    ObeyLink(Outlets outlets, Report report, Written written, AskPeople people, String secret) {
        this.outlets = outlets;
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
        ReentrantLock turn = turns.get(Math.floorMod(link.recipient().hashCode(), LOCKS));
        turn.lock();
        try {
            obey(link);
        } finally {
            turn.unlock();
        }
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
        stop(link); // before all that may fail
        if (mute(link.recipient(), "email:" + link.type())) {
            stop(link); // and what was accepted until the choice was in force
        }
    }

    private void stop(Unsubscribe link) {
        report.unsubscribe(link.recipient(), link.type()).acknowledged();
    }

    /// An id that is told without a profile.
    private static boolean isAddress(String recipient) {
        return recipient.startsWith("mailto:");
    }

    /// Whether that was not chosen before.
    private boolean mute(String recipient, String pattern) {
        JsonNode chosen = people.preferences(recipient).orElse(null);
        List<String> mutes = new ArrayList<>();
        QuietHours quiet = null;
        if (chosen != null) {
            chosen.path("mute").forEach(mute -> mutes.add(mute.asString("")));
            JsonNode hours = chosen.path("quiet");
            quiet = hours.isObject()
                    ? new QuietHours(
                            hours.path("from").asString(""), hours.path("to").asString(""))
                    : null;
        }
        if (mutes.contains(pattern)) {
            return false;
        }
        mutes.add(pattern);
        Preferences preferences = new Preferences(recipient, mutes, quiet);
        boolean _ = written.inForce(List.of(outlets.preferences().send(Message.of(recipient, preferences))));
        return true;
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
