package dev.fanfare.channels;

import dev.fanfare.channels.controls.Controls;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// `/v1/channels`: what waits on each, and whether it is paused; every instance answers alike.
@RestController
final class ChannelsEndpoint {

    private final Controls controls;
    private final CountWaiting waiting;

    ChannelsEndpoint(Controls controls, CountWaiting waiting) {
        this.controls = controls;
        this.waiting = waiting;
    }

    /// @param lag records that are not done with, by lane
    record Shown(String channel, boolean paused, long waiting, Map<String, Lag> lag) {}

    record Lag(long records) {}

    /// @param next always null: there are no more
    record All(List<Shown> items, @Nullable String next) {}

    @GetMapping("/v1/channels")
    All list() throws InterruptedException {
        try {
            List<Shown> all = new ArrayList<>();
            for (Channel channel : Topics.CHANNELS) {
                Map<String, Lag> lag = new LinkedHashMap<>();
                waiting.on(channel).forEach((lane, records) -> lag.put(Names.of(lane), new Lag(records)));
                all.add(new Shown(
                        Names.of(channel),
                        controls.isPaused(channel),
                        lag.values().stream().mapToLong(Lag::records).sum(),
                        lag));
            }
            return new All(all, null);
        } catch (ExecutionException | TimeoutException away) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Kafka does not answer", away);
        }
    }
}
