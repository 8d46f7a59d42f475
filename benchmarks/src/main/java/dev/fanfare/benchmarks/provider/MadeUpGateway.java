package dev.fanfare.benchmarks.provider;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.schemas.Delivery;
import java.time.Duration;
import java.util.Optional;

/// Does what the address says.
final class MadeUpGateway implements Gateway {

    private final CallOverWire wire = new CallOverWire();

    @Override
    public Answer send(Delivery delivery) {
        return switch (Script.of(delivery.getAddress())) {
            case Script.Take(var after) -> taken(after);
            case Script.Fail() -> new Answer.Deferred(Category.PROVIDER, "503 made up");
            case Script.Broken() -> new Answer.Deferred(Category.CONNECTION, "refused, made up");
            case Script.Ask(var port) -> wire.call(port, delivery.getId());
        };
    }

    private static Answer taken(Duration after) {
        try {
            if (after.isPositive()) {
                Thread.sleep(after);
            }
            return new Answer.Delivered("");
        } catch (InterruptedException cut) {
            return new Answer.Deferred(Category.TIMEOUT, "cut, made up");
        }
    }

    @Override
    public Optional<String> endpoint(Delivery delivery) {
        return delivery.getAddress().startsWith("broken/") ? Optional.of(delivery.getAddress()) : Optional.empty();
    }

    @Override
    public String provider() {
        return "made-up";
    }

    @Override
    public void close() {
        wire.close();
    }
}
