package dev.fanfare.producer.addresses;

import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.kafka.Pending;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Contact;
import dev.fanfare.schemas.SuppressionReason;
import dev.fanfare.schemas.ToldDelivery;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// What became of a text message, as Twilio calls back:
/// https://www.twilio.com/docs/messaging/guides/track-outbound-message-status.
final class TwilioReceipt {

    private static final int BODY = 64 * 1024;
    private static final int PARAMETERS = 200;

    private final Report report;
    private final String authToken;
    private final @Nullable URI publicUrl;

    TwilioReceipt(Report report, String authToken, @Nullable URI publicUrl) {
        this.report = report;
        this.authToken = authToken;
        this.publicUrl = publicUrl;
    }

    /// 204 once what follows is durable; a message that arrived changes nothing, one that was read does.
    ServerResponse post(ServerRequest call) throws IOException {
        SortedMap<String, String> form = form(Body.whole(call, BODY));
        requireProof(call, form);
        ToldDelivery told = call.param("delivery")
                .flatMap(ToldDelivery::parse)
                .filter(delivery -> delivery.channel() == Channel.SMS)
                .orElseThrow(() -> Refused.invalid("delivery", "is none of ours"));
        String status = form.getOrDefault("MessageStatus", "");
        if (status.equals("undelivered") || status.equals("failed")) {
            failed(told, form).forEach(Pending::acknowledged);
        } else if (status.equals("read")) {
            report.read(told).forEach(Pending::acknowledged);
        }
        return ServerResponse.noContent().build();
    }

    private List<Pending> failed(ToldDelivery told, SortedMap<String, String> form) {
        String code = form.getOrDefault("ErrorCode", "");
        String to = form.getOrDefault("To", "");
        String why = code + " " + form.getOrDefault("MessageStatus", "");
        List<Pending> sent = new ArrayList<>();
        SuppressionReason dead = reason(code);
        if (dead != null && Contact.isPhone(to)) {
            sent.add(report.suppress(told.recipient(), Channel.SMS, to, dead, why));
        }
        sent.addAll(report.failed(told, "twilio", dead == null ? "refused" : "address", why));
        return sent;
    }

    /// No such handset, a landline, or a person who answered STOP; anything else may be about this message.
    private static @Nullable SuppressionReason reason(String code) {
        return switch (code) {
            case "30005", "30006" -> SuppressionReason.BOUNCED;
            case "21610" -> SuppressionReason.OPTED_OUT;
            default -> null;
        };
    }

    private void requireProof(ServerRequest call, SortedMap<String, String> form) {
        URI door = publicUrl;
        if (authToken.isEmpty() || door == null) {
            throw Refused.because(
                    HttpStatus.FORBIDDEN,
                    "receipts of Twilio need fanfare.sms.twilio.auth-token and fanfare.public-url");
        }
        String query = Objects.requireNonNullElse(call.servletRequest().getQueryString(), "");
        String url = door.toString().replaceFirst("/+$", "")
                + call.servletRequest().getRequestURI()
                + (query.isEmpty() ? "" : "?" + query);
        String signature = call.headers().firstHeader("X-Twilio-Signature");
        if (signature == null) {
            throw Refused.because(HttpStatus.UNAUTHORIZED, "X-Twilio-Signature is missing");
        }
        if (!Proof.isTwilios(url, form, signature, authToken)) {
            throw Refused.because(HttpStatus.FORBIDDEN, "X-Twilio-Signature is not of this call and account");
        }
    }

    private static SortedMap<String, String> form(byte[] body) {
        SortedMap<String, String> form = new TreeMap<>();
        String[] pairs = new String(body, StandardCharsets.UTF_8).split("&", PARAMETERS + 1);
        if (pairs.length > PARAMETERS) {
            throw Refused.because(HttpStatus.CONTENT_TOO_LARGE, "the form has more than " + PARAMETERS + " parameters");
        }
        try {
            for (String pair : pairs) {
                String[] parts = pair.split("=", 2);
                form.put(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
            }
        } catch (IllegalArgumentException malformed) {
            throw Refused.because(HttpStatus.BAD_REQUEST, "the body is not a form");
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
