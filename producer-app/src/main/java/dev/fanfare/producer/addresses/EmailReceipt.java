package dev.fanfare.producer.addresses;

import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.kafka.Pending;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Contact;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.SuppressionReason;
import dev.fanfare.schemas.ToldDelivery;
import dev.fanfare.schemas.json.Fields;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// What became of a mail, as whoever reads bounces and complaints says it: one small format for all mail services,
/// signed as Standard Webhooks says.
final class EmailReceipt {

    private static final int BODY = 64 * 1024;
    private static final Set<String> KNOWN =
            Set.of("type", "receipt", "recipient", "address", "permanent", "description");

    private final Report report;
    private final AddressSettings.Email settings;
    private final InstantSource clock;

    EmailReceipt(Report report, AddressSettings.Email settings, InstantSource clock) {
        this.report = report;
        this.settings = settings;
        this.clock = clock;
    }

    /// 204 once what follows is durable.
    ServerResponse post(ServerRequest call) throws IOException {
        byte[] body = Body.whole(call, BODY);
        requireProof(call, body);
        Fields fields = Fields.of(Json.read(body)).only(KNOWN);
        String type = fields.needed("type", 20);
        switch (type) {
            case "bounced" -> bounced(fields).forEach(Pending::acknowledged);
            case "complained" -> suppress(fields, SuppressionReason.COMPLAINED).acknowledged();
            case "read" -> report.read(needed(fields)).forEach(Pending::acknowledged);
            case "delivered" -> {}
            default -> throw fields.wrong("type", "must be bounced, complained, read or delivered");
        }
        return ServerResponse.noContent().build();
    }

    private List<Pending> bounced(Fields fields) {
        List<Pending> sent = new ArrayList<>();
        Optional<ToldDelivery> told = told(fields);
        boolean permanent = !fields.has("permanent") || fields.flag("permanent");
        if (permanent) {
            sent.add(suppress(fields, SuppressionReason.BOUNCED));
        }
        told.ifPresent(delivery ->
                sent.addAll(report.failed(delivery, "email", permanent ? "address" : "provider", description(fields))));
        return sent;
    }

    private Pending suppress(Fields fields, SuppressionReason reason) {
        String address = fields.needed("address", 254);
        if (!Contact.isEmail(address)) {
            throw fields.wrong("address", "is no e-mail address");
        }
        return report.suppress(recipient(fields), Channel.EMAIL, address, reason, description(fields));
    }

    /// Of the delivery, or named.
    private static String recipient(Fields fields) {
        return told(fields).map(ToldDelivery::recipient).orElseGet(() -> {
            String recipient = fields.needed("recipient", 200);
            if (!Ids.valid(recipient)) {
                throw fields.wrong("recipient", "must be 1 to 200 letters, digits or ._:@/+-");
            }
            return recipient;
        });
    }

    private static ToldDelivery needed(Fields fields) {
        return told(fields).orElseThrow(() -> fields.wrong("receipt", "is missing"));
    }

    private static Optional<ToldDelivery> told(Fields fields) {
        String receipt = fields.line("receipt", 4_000);
        if (receipt == null) {
            return Optional.empty();
        }
        return Optional.of(ToldDelivery.parse(receipt)
                .filter(delivery -> delivery.channel() == Channel.EMAIL)
                .orElseThrow(() -> fields.wrong("receipt", "is no mail's X-Fanfare-Receipt")));
    }

    private static String description(Fields fields) {
        return Objects.requireNonNullElse(fields.text("description", 1_000), "");
    }

    private void requireProof(ServerRequest call, byte[] body) {
        if (settings.secret().isEmpty()) {
            throw Refused.because(HttpStatus.FORBIDDEN, "receipts of mails need fanfare.receipts.email.secret");
        }
        String signature = call.headers().firstHeader("webhook-signature");
        if (signature == null) {
            throw Refused.because(HttpStatus.UNAUTHORIZED, "webhook-signature is missing");
        }
        boolean proven = Proof.isStandardWebhook(
                header(call, "webhook-id"),
                header(call, "webhook-timestamp"),
                body,
                signature,
                settings.key(),
                clock.instant());
        if (!proven) {
            throw Refused.because(HttpStatus.FORBIDDEN, "webhook-signature is not of this call, or the call is old");
        }
    }

    private static String header(ServerRequest call, String name) {
        return Objects.requireNonNullElse(call.headers().firstHeader(name), "");
    }
}
