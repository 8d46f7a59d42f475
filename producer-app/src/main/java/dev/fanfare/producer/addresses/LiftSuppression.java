package dev.fanfare.producer.addresses;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlet;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// An address is told again.
final class LiftSuppression {

    private static final int ADDRESS = 254;

    private final Outlet<Suppression> outlet;
    private final Written written;

    LiftSuppression(Outlet<Suppression> outlet, Written written) {
        this.outlet = outlet;
        this.written = written;
    }

    ServerResponse delete(ServerRequest call) {
        String recipient = needed(call, "recipient");
        if (!Ids.valid(recipient)) {
            throw Refused.invalid("recipient", "must be 1 to 200 letters, digits or ._:@/+-");
        }
        Channel channel = Names.parse(Channel.class, needed(call, "channel"))
                .filter(known -> known == Channel.EMAIL || known == Channel.SMS)
                .orElseThrow(() -> Refused.invalid(
                        "channel", "must be email or sms; a push token comes back when it is registered again"));
        String address = needed(call, "address");
        String key = Topics.suppressionKey(recipient, channel, address);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("recipient", recipient);
        json.put("channel", Names.of(channel));
        json.put("address", address);
        json.put("inForce", written.inForce(List.of(outlet.send(Message.deletion(recipient, key)))));
        return Answers.ok(json);
    }

    private static String needed(ServerRequest call, String name) {
        String value = call.param(name).orElse("");
        if (value.isEmpty() || value.length() > ADDRESS || value.chars().anyMatch(Character::isISOControl)) {
            throw Refused.invalid(name, "is needed: recipient, channel and address say which");
        }
        return value;
    }
}
