package dev.fanfare.channels.delivery;

import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.breaker.Turn;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Chooses among a channel's providers: the first in order whose breaker lets the call pass.
final class Ways {

    /// Who waits looks this often whether it is still to be sent at all.
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration FIRST = Duration.ofDays(400);

    private final Channel channel;
    private final Providers providers;
    private final Breakers breakers;
    /// Each provider's breaker, by the provider's name.
    private final Map<String, String> own;

    Ways(Channel channel, Providers providers, Breakers breakers) {
        this.channel = channel;
        this.providers = providers;
        this.breakers = breakers;
        this.own = providers.inOrder().stream()
                .collect(Collectors.toMap(Gateway::provider, gateway -> Breakers.of(channel, gateway.provider())));
    }

    Way find(Delivery delivery) {
        Way best = new Way.None();
        for (Gateway gateway : providers.thatTake(delivery)) {
            Way way = now(call(gateway, delivery));
            if (way instanceof Way.Call) {
                return way;
            }
            best = sooner(best, way);
        }
        return best;
    }

    /// Whether no provider of the channel may be called.
    boolean allOut() {
        return own.values().stream().noneMatch(breakers::isClosed);
    }

    private Way.Call call(Gateway gateway, Delivery delivery) {
        Optional<String> endpoint = gateway.endpoint(delivery);
        return new Way.Call(
                gateway,
                endpoint.map(known -> Breakers.ofEndpoint(channel, known)).orElseGet(() -> own(gateway)),
                endpoint.isPresent());
    }

    private String own(Gateway gateway) {
        return Objects.requireNonNull(own.get(gateway.provider()));
    }

    private Way now(Way.Call call) {
        return switch (breakers.turn(call.breaker())) {
            case Turn.Now() -> call;
            case Turn.Never(var why) -> new Way.Disabled(why);
            case Turn.NotYet notYet -> notYet(call, notYet);
        };
    }

    /// What closed since it was looked at is looked at again: it is no reason to wait beside the lane.
    private Way notYet(Way.Call call, Turn.NotYet turn) {
        if (turn.asked() || !call.ofEndpoint() && allOut()) {
            return new Way.Wait(turn.delay().compareTo(LOOK) < 0 ? turn.delay() : LOOK);
        }
        return breakers.isClosed(call.breaker()) ? now(call) : new Way.Later(turn.delay(), turn.why());
    }

    private static Way sooner(Way one, Way other) {
        return waits(one).compareTo(waits(other)) <= 0 ? one : other;
    }

    /// Who stays where it is comes first, since it looks again.
    private static Duration waits(Way way) {
        return switch (way) {
            case Way.Wait stays -> stays.most().minus(FIRST);
            case Way.Later later -> later.delay();
            case Way.Disabled _ -> FIRST;
            case Way.Call _, Way.None _ -> FIRST.multipliedBy(2);
        };
    }
}
