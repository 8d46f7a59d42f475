package dev.fanfare.producer.steer;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.producer.peers.AskEvent.Known;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Takes what is asked of a running event. Where nobody can say how it stands, it is taken nevertheless: the command
/// waits for its event, and changes nothing where the event has ended.
final class SteerEvent {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final Set<String> ENDED = Set.of("DONE", "EXPIRED", "UNMATCHED", "FAILED");
    private static final Set<String> CANCELLED = Set.of("CANCELLED", "CANCELLING");
    private static final int BODY_MOST = 4 * 1024;

    private final WriteCommand write;
    private final Function<String, Known> events;
    private final InstantSource clock;

    SteerEvent(WriteCommand write, Function<String, Known> events, InstantSource clock) {
        this.write = write;
        this.events = events;
        this.clock = clock;
    }

    ServerResponse ask(ServerRequest call, CommandKind kind) {
        return obeyed(command(key(call, SteerRoutes.KEY), kind), Callers.of(call));
    }

    ServerResponse change(ServerRequest call) throws IOException {
        EventCommand command = command(key(call, SteerRoutes.KEY), CommandKind.CHANGE);
        ReadChange.Change change = ReadChange.of(Json.read(Body.whole(call, BODY_MOST)), command.getAt());
        command.setExpiresAt(change.expiresAt());
        command.setPriority(change.priority());
        command.setSendAt(change.sendAt());
        return obeyed(command, Callers.of(call));
    }

    /// Lets an event go on now that waits for its time.
    ServerResponse now(ServerRequest call) {
        EventCommand command = command(key(call, SteerRoutes.ID), CommandKind.CHANGE);
        command.setSendAt(command.getAt());
        return obeyed(command, Callers.of(call));
    }

    private EventCommand command(String key, CommandKind kind) {
        return new EventCommand(key, kind, clock.instant(), null, null, null);
    }

    private ServerResponse obeyed(EventCommand command, Caller caller) {
        String key = command.getEvent();
        boolean spooled =
                switch (events.apply(key)) {
                    case Known.Nowhere() ->
                        throw Refused.because(HttpStatus.NOT_FOUND, "key: no event is known as " + key);
                    case Known.Stands stands
                    when stands.series() && command.getKind() != CommandKind.CANCEL ->
                        throw Refused.because(
                                HttpStatus.CONFLICT,
                                "the event is a series: ask it of its next occurrence, or cancel the series");
                    case Known.Stands stands
                    when isTooLate(stands.state(), command.getKind())
                            || command.getSendAt() != null && !stands.waits() ->
                        throw Refused.because(HttpStatus.CONFLICT, "it is too late: the event is " + stands.state());
                    case Known.Stands _, Known.Away _ -> write.write(command, caller);
                };
        return Answers.json(
                ServerResponse.accepted(),
                Map.of(
                        "key",
                        key,
                        "asked",
                        Names.of(command.getKind()),
                        "spooled",
                        spooled,
                        "status",
                        "/v1/events/" + key));
    }

    /// To cancel twice is no mistake.
    private static boolean isTooLate(String state, CommandKind kind) {
        return ENDED.contains(state) || CANCELLED.contains(state) && kind != CommandKind.CANCEL;
    }

    private static String key(ServerRequest call, String variable) {
        String key = call.pathVariable(variable);
        if (!KEY.matcher(key).matches()) {
            throw Refused.because(HttpStatus.NOT_FOUND, "key: no event is known as " + key);
        }
        return key;
    }
}
