package dev.fanfare.producer.steer;

import dev.fanfare.producer.audit.AuditLine;
import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.kafka.Pending;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChannelControl;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Pauses a channel for all instances, and lets it go on. Asked twice, it is done once.
public final class SteerChannel {

    private static final String NAME = "channel";
    private static final String CHANNEL = "/v1/channels/{" + NAME + "}";

    private final Outlets outlets;
    private final InstantSource clock;

    public SteerChannel(Outlets outlets, InstantSource clock) {
        this.outlets = outlets;
        this.clock = clock;
    }

    public List<Route> all() {
        return List.of(
                Route.of(HttpMethod.POST, CHANNEL + "/pause", Role.OPERATE, call -> ask(call, true)),
                Route.of(HttpMethod.POST, CHANNEL + "/resume", Role.OPERATE, call -> ask(call, false)));
    }

    private ServerResponse ask(ServerRequest call, boolean paused) {
        String name = call.pathVariable(NAME);
        Channel channel = Names.parse(Channel.class, name)
                .filter(Topics.CHANNELS::contains)
                .orElseThrow(() -> Answers.none(NAME, name));
        Instant now = clock.instant();
        String asked = paused ? "pause" : "resume";
        AuditLine line = new AuditLine(Callers.of(call), NAME + "." + asked, Names.of(channel), null);
        Pending audit = outlets.audit().send(line.at(now));
        Control control = new Control(new ChannelControl(channel, paused, now));
        outlets.controls()
                .send(new Message<>(name, Topics.controlKey(channel), control, Map.of()))
                .acknowledged();
        audit.acknowledged();
        return Answers.json(ServerResponse.accepted(), Map.of(NAME, Names.of(channel), "asked", asked));
    }
}
