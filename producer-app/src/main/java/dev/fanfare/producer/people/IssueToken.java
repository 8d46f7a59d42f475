package dev.fanfare.producer.people;

import dev.fanfare.producer.audit.AuditLine;
import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.kafka.Outlet;
import dev.fanfare.producer.keys.PersonTokens;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.schemas.AuditEntry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// `POST /v1/recipients/{id}/tokens`: a token by which this person reads and chooses for themselves. Who made one for
/// whom stands in the audit before it is handed out.
public final class IssueToken {

    private static final String GOOD = "for";
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration LEAST = Duration.ofSeconds(10);

    private static final String ACTION = "recipient.token";

    private final PersonTokens tokens;
    private final Outlet<AuditEntry> audit;
    private final InstantSource clock;

    public IssueToken(PersonTokens tokens, Outlet<AuditEntry> audit, InstantSource clock) {
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    public List<Route> all() {
        return List.of(
                Route.of(HttpMethod.POST, "/v1/recipients/{" + PutPerson.ID + "}/tokens", Role.OPERATE, this::issue));
    }

    private ServerResponse issue(ServerRequest call) {
        if (!tokens.canIssue()) {
            throw Refused.because(HttpStatus.CONFLICT, "tokens cannot be made: set fanfare.tokens.secret");
        }
        Duration good = call.param(GOOD).map(this::parsed).orElse(USUAL);
        String id = call.pathVariable(PutPerson.ID);
        PersonTokens.Issued issued = tokens.issue(id, good);
        audit.send(new AuditLine(Callers.of(call), ACTION, AuditLine.hash(id), "good until " + issued.until())
                        .at(clock.instant()))
                .acknowledged();
        return Answers.json(
                ServerResponse.status(HttpStatus.CREATED),
                Map.of("token", issued.token(), "until", issued.until().toString()));
    }

    private Duration parsed(String text) {
        try {
            Duration good = DurationStyle.detectAndParse(text);
            if (good.compareTo(LEAST) >= 0 && good.compareTo(tokens.longest()) <= 0) {
                return good;
            }
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            // as one that is out of range
        }
        throw Refused.invalid(GOOD, "must be 10s to " + tokens.longest() + ", as 5m or PT5M");
    }
}
