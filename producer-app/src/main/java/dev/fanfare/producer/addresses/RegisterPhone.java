package dev.fanfare.producer.addresses;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlet;
import dev.fanfare.producer.people.ReadPush;
import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.PushRegistration;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.json.Fields;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// A phone or browser that registers, or leaves; whichever came last holds.
final class RegisterPhone {

    static final String ID = "id";

    private static final int BODY = 8 * 1024;
    private static final int TOKEN = 2_000;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]{1," + TOKEN + "}");

    private final Outlet<PushRegistration> outlet;
    private final Written written;
    private final InstantSource clock;

    RegisterPhone(Outlet<PushRegistration> outlet, Written written, InstantSource clock) {
        this.outlet = outlet;
        this.written = written;
        this.clock = clock;
    }

    ServerResponse put(ServerRequest call) throws IOException {
        Fields fields = Fields.of(Json.read(Body.whole(call, BODY)));
        return write(call, ReadPush.registered(fields, token(call)), false);
    }

    ServerResponse delete(ServerRequest call) {
        return write(call, new PushAddress("", token(call), null, null), true);
    }

    private ServerResponse write(ServerRequest call, PushAddress phone, boolean left) {
        String id = call.pathVariable(ID);
        PushRegistration registration = new PushRegistration(id, phone, left, clock.instant());
        Message<PushRegistration> message =
                new Message<>(id, Topics.pushTokenKey(id, phone.getToken()), registration, Map.of());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(ID, id);
        json.put("inForce", written.inForce(List.of(outlet.send(message))));
        return Answers.ok(json);
    }

    /// The path's last segment; a token may hold what no id of ours does, so it is read here.
    private static String token(ServerRequest call) {
        String path = call.servletRequest().getRequestURI();
        String encoded = path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B");
        try {
            String token = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            if (PRINTABLE.matcher(token).matches()) {
                return token;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below, without what may be a token.
        }
        throw Refused.invalid("token", "must be 1 to " + TOKEN + " printable characters, percent-encoded");
    }
}
