package dev.fanfare.producer.addresses;

import dev.fanfare.producer.http.ContentTypes;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.peers.AskInForce;
import dev.fanfare.producer.peers.AskPeople;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/// The calls about single addresses. Those that need no key carry a proof of their own.
public final class AddressRoutes {

    private static final String PHONE = "/v1/recipients/{" + RegisterPhone.ID + "}/push/*";
    private static final String LINK = "/u/*";

    private final RegisterPhone phone;
    private final LiftSuppression lift;
    private final TwilioReceipt twilio;
    private final EmailReceipt email;
    private final ObeyLink link;

    /// @param publicUrl the front door as the world sees it
    /// @param pages what people see behind a link
    public AddressRoutes(
            Outlets outlets,
            AskInForce inForce,
            AskPeople people,
            AddressSettings settings,
            @Nullable URI publicUrl,
            LinkPages pages,
            InstantSource clock) {
        Written written = new Written(inForce);
        Report report = new Report(outlets, clock);
        phone = new RegisterPhone(outlets.pushTokens(), written, clock);
        lift = new LiftSuppression(outlets.suppressions(), written);
        twilio = new TwilioReceipt(report, settings.sms().twilio().authToken(), publicUrl);
        email = new EmailReceipt(report, settings.receipts().email(), clock);
        link = new ObeyLink(report, written, people, settings.linkSecret(), pages);
    }

    public List<Route> all() {
        return List.of(
                Route.of(HttpMethod.PUT, PHONE, Role.OPERATE, phone::put).taking(ContentTypes.JSON),
                Route.of(HttpMethod.DELETE, PHONE, Role.OPERATE, phone::delete),
                Route.of(HttpMethod.DELETE, "/v1/suppressions", Role.OPERATE, lift::delete),
                Route.of(HttpMethod.POST, "/v1/receipts/twilio", Role.ANYONE, twilio::post),
                Route.of(HttpMethod.POST, "/v1/receipts/email", Role.ANYONE, email::post),
                Route.of(HttpMethod.GET, LINK, Role.ANYONE, link::get),
                Route.of(HttpMethod.POST, LINK, Role.ANYONE, link::post));
    }
}
