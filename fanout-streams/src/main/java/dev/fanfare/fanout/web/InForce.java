package dev.fanfare.fanout.web;

import dev.fanfare.fanout.admit.ReferenceProgress;
import dev.fanfare.schemas.Topics;
import dev.fanfare.streams.StreamsApp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.TaskMetadata;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Whether a reference record is in force: its owner has committed past it, or, for rules and templates, this instance
/// has read it.
@RestController
class InForce {

    private static final Duration MOST = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofMillis(3);

    private final StreamsApp fanout;
    private final Topics topics;
    private final ReferenceProgress references;
    private final InstantSource clock;

    InForce(StreamsApp fanoutApp, Topics topics, ReferenceProgress references, InstantSource clock) {
        this.fanout = fanoutApp;
        this.topics = topics;
        this.references = references;
        this.clock = clock;
    }

    /// Answers as soon as it is, or when `within` is over. Streams tells of commits by no event, so it is asked every
    /// few milliseconds.
    @GetMapping("/internal/in-force")
    Map<String, Boolean> inForce(
            @RequestParam String topic,
            @RequestParam int partition,
            @RequestParam long offset,
            @RequestParam(defaultValue = "5s") String within) {
        Instant end = clock.instant().plus(patience(within));
        boolean inForce = is(topic, partition, offset);
        while (!inForce
                && clock.instant().isBefore(end)
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            inForce = is(topic, partition, offset);
        }
        return Map.of("inForce", inForce);
    }

    private static Duration patience(String within) {
        try {
            Duration patience = DurationStyle.detectAndParse(within);
            if (!patience.isNegative() && patience.compareTo(MOST) <= 0) {
                return patience;
            }
        } catch (IllegalArgumentException broken) {
            // told below
        }
        throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "within: must be 0s to 10s, is " + within);
    }

    private boolean is(String topic, int partition, long offset) {
        boolean everywhere =
                Set.of(topics.rules().name(), topics.templates().name()).contains(topic);
        return everywhere
                ? references.past(topic, offset)
                : committedPast(new TopicPartition(topic, partition), offset);
    }

    private boolean committedPast(TopicPartition partition, long offset) {
        return fanout.streams().metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .map(TaskMetadata::committedOffsets)
                .anyMatch(committed -> committed.getOrDefault(partition, -1L) > offset);
    }
}
