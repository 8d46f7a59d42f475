package dev.fanfare.benchmarks.urgent;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import java.time.Duration;

/// What waits: the same work, kept waiting at one of the three places where it can.
enum Backlog {
    EVENTS("events.standard", "channel topic", Duration.ofMillis(200)),
    SLICES("slices.standard", "channel topic", Duration.ofMillis(200)),
    DELIVERIES("email.standard", "provider", Duration.ofMillis(20));

    final String label;
    /// Up to where the urgent ones are timed.
    final String goal;
    /// How long each call of the provider takes.
    final Duration call;

    Backlog(String label, String goal, Duration call) {
        this.label = label;
        this.goal = goal;
        this.call = call;
    }

    Topic topic(Topics topics) {
        return switch (this) {
            case EVENTS -> topics.events(Lane.STANDARD);
            case SLICES -> topics.slices(Lane.STANDARD);
            case DELIVERIES -> topics.channel(Channel.EMAIL, Lane.STANDARD);
        };
    }

    /// Who works it off.
    String group(Topics topics) {
        return switch (this) {
            case EVENTS, SLICES -> topics.group("fanout");
            case DELIVERIES -> topics.group(Names.of(Channel.EMAIL));
        };
    }
}
