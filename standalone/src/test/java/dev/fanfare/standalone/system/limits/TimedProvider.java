package dev.fanfare.standalone.system.limits;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.schemas.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// A provider in memory that notes by its own clock when it was called, shared by all instances.
final class TimedProvider {

    /// @param at by the provider's clock, in nanoseconds
    record Call(String delivery, long at, boolean taken) {}

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final String name;
    private final Duration latency;
    private final boolean endpoints;
    private volatile Answer answer = new Answer.Delivered("taken");

    /// @param endpoints whether each address is an endpoint of its own
    TimedProvider(String name, Duration latency, boolean endpoints) {
        this.name = name;
        this.latency = latency;
        this.endpoints = endpoints;
    }

    void breaks() {
        answer = new Answer.Deferred(Category.PROVIDER, "503");
    }

    void isWell() {
        answer = new Answer.Delivered("taken");
    }

    void isGone() {
        answer = new Answer.Gone("HTTP 410");
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<Call> taken() {
        return calls.stream().filter(Call::taken).toList();
    }

    /// One instance's way to it.
    Gateway gateway() {
        return new Gateway() {
            @Override
            public Answer send(Delivery delivery) {
                Answer now = answer;
                calls.add(new Call(delivery.getId(), System.nanoTime(), now instanceof Answer.Delivered));
                try {
                    TimeUnit.NANOSECONDS.sleep(latency.toNanos());
                } catch (InterruptedException cut) {
                    Thread.currentThread().interrupt();
                }
                return now;
            }

            @Override
            public Optional<String> endpoint(Delivery delivery) {
                return endpoints ? Optional.of(delivery.getAddress()) : Optional.empty();
            }

            @Override
            public String provider() {
                return name;
            }
        };
    }
}
