package dev.fanfare.channels;

import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.breaker.Shown;
import dev.fanfare.channels.controls.Controls;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
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

/// The part of `/v1/channels` that those know who send: what waits on each, whether it is paused, and its breakers, of
/// which every instance says the same; and the calls that this one has under way.
@RestController
final class ChannelsEndpoint {

    private static final int MOST_ENDPOINTS = 20;

    private final Controls controls;
    private final CountWaiting waiting;
    private final RunChannels running;
    private final Breakers breakers;

    ChannelsEndpoint(Controls controls, CountWaiting waiting, RunChannels running, Breakers breakers) {
        this.controls = controls;
        this.waiting = waiting;
        this.running = running;
        this.breakers = breakers;
    }

    /// @param inFlight calls of providers that this process has under way
    /// @param lag records that are not done with, by lane
    /// @param breakers of the providers, and of endpoints in trouble, of which there may be more
    /// @param endpointsOpen how many endpoints are in trouble
    record OfChannel(
            String channel,
            boolean paused,
            long waiting,
            int inFlight,
            Map<String, Lag> lag,
            List<Shown> breakers,
            long endpointsOpen) {}

    record Lag(long records) {}

    /// @param next always null: there are no more
    record All(List<OfChannel> items, @Nullable String next) {}

    @GetMapping("/v1/channels")
    All list() throws InterruptedException {
        try {
            Map<Channel, Map<Lane, Long>> counted = waiting.count();
            List<OfChannel> all = new ArrayList<>();
            for (Channel channel : Topics.CHANNELS) {
                Map<String, Lag> lag = new LinkedHashMap<>();
                counted.getOrDefault(channel, Map.of())
                        .forEach((lane, records) -> lag.put(Names.of(lane), new Lag(records)));
                all.add(new OfChannel(
                        Names.of(channel),
                        controls.isPaused(channel),
                        lag.values().stream().mapToLong(Lag::records).sum(),
                        running.callsUnderWay(channel),
                        lag,
                        breakers.list().shown(channel, MOST_ENDPOINTS),
                        breakers.list().openEndpoints(channel)));
            }
            return new All(all, null);
        } catch (ExecutionException | TimeoutException away) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Kafka does not answer", away);
        }
    }
}
