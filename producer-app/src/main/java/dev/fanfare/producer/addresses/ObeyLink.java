package dev.fanfare.producer.addresses;

import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.peers.AskPeople;
import dev.fanfare.schemas.Unsubscribe;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// The link in a mail: POST unsubscribes (RFC 8058) or keeps what was chosen, GET only shows it, since mail scanners
/// follow links.
final class ObeyLink {

    private static final int BODY = 4 * 1024;

    private final Report report;
    private final Written written;
    private final AskPeople people;
    private final String secret;
    private final LinkPages pages;

    ObeyLink(Report report, Written written, AskPeople people, String secret, LinkPages pages) {
        this.report = report;
        this.written = written;
        this.people = people;
        this.secret = secret;
        this.pages = pages;
    }

    ServerResponse get(ServerRequest call) {
        return pages.show(call, link(call), "");
    }

    ServerResponse post(ServerRequest call) throws IOException {
        Unsubscribe link = link(call);
        if (pages.isChoice(call)) {
            return pages.save(call, link);
        }
        byte[] _ = Body.whole(call, BODY);
        obey(link);
        return pages.show(call, link, "You will get no more mails about " + link.type() + ".");
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
}
