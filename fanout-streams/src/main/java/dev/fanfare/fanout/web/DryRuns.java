package dev.fanfare.fanout.web;

import dev.fanfare.fanout.admit.ForeseeEvent;
import dev.fanfare.fanout.admit.ForeseeEvent.Foreseen;
import dev.fanfare.fanout.expand.ForeseePeople;
import dev.fanfare.fanout.expand.ForeseenPeople;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.door.PassOn;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.Page;
import dev.fanfare.streams.StreamsAway;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an event would come to, over all partitions and instances; nothing is written or sent.
@RestController
class DryRuns {

    private static final Duration LONGEST = Duration.ofSeconds(3);
    /// So long another instance has for its people; one that is frozen keeps nobody else from asking.
    private static final Duration OTHERS = LONGEST.plusSeconds(3);
    /// Each reads all people here that it may concern, beside the work.
    private static final int AT_ONCE = 2;

    private final Owners owners;
    private final Topics topics;
    private final Codecs codecs;
    private final InstantSource clock;
    private final JsonMapper json;
    private final Semaphore permits = new Semaphore(AT_ONCE);

    DryRuns(Owners fanoutOwners, Topics topics, Codecs codecs, InstantSource clock, JsonMapper json) {
        this.owners = fanoutOwners;
        this.topics = topics;
        this.codecs = codecs;
        this.clock = clock;
        this.json = json;
    }

    /// @param state DELIVERING or SCHEDULED where people would be told; UNMATCHED, EXPIRED or FAILED
    /// @param people null where nobody would be
    record Shown(
            String state,
            @Nullable String reason,
            @Nullable String error,
            Foreseen.@Nullable Told told,
            ForeseenPeople.@Nullable Sum people) {

        Map<String, Object> json() {
            Map<String, Object> json = new java.util.LinkedHashMap<>();
            json.put("state", state);
            json.put("reason", reason);
            json.put("error", error);
            if (told != null && people != null) {
                json.put("priority", told.head().priority());
                json.put("sendAt", told.sendAt());
                json.put("expiresAt", told.head().expiresAt());
                json.put("ruleVersion", told.ruleVersion());
                json.put(
                        "template",
                        Map.of(
                                "name",
                                told.head().template(),
                                "version",
                                told.head().templateVersion()));
                json.put("people", people);
            }
            return json;
        }
    }

    /// @param event in Avro, as it would stand on its topic
    @PostMapping("/internal/dry-run")
    ResponseEntity<Map<String, Object>> run(@RequestBody byte[] event, HttpServletRequest request) {
        return ResponseEntity.ok(shown(read(event), event, request).json());
    }

    private Shown shown(Event event, byte[] bytes, HttpServletRequest request) {
        ForeseeEvent foresee = new ForeseeEvent(
                owners.global(ForeseeEvent.RULES),
                owners.global(ForeseeEvent.TEMPLATES),
                codecs.of(topics.rules(), Rule.class),
                codecs.of(topics.templates(), Template.class),
                topics.partitioning());
        return switch (foresee.of(event, clock.instant())) {
            case Foreseen.Ends(var state, var reason, var why) -> new Shown(state, reason, why, null, null);
            case Foreseen.Told told ->
                new Shown(
                        told.sendAt() == null ? "DELIVERING" : "SCHEDULED",
                        null,
                        null,
                        told,
                        everywhere(told, bytes, request));
        };
    }

    private ForeseenPeople.Sum here(Foreseen.Told told) {
        try {
            if (!permits.tryAcquire(1, TimeUnit.SECONDS)) {
                throw new StreamsAway("other dry runs are under way");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StreamsAway("interrupted", stopped);
        }
        try {
            return walked(told);
        } finally {
            permits.release();
        }
    }

    private ForeseenPeople.Sum walked(Foreseen.Told told) {
        long end = System.nanoTime() + LONGEST.toNanos();
        BooleanSupplier timeIsOver = () -> System.nanoTime() > end;
        ForeseenPeople found = new ForeseenPeople();
        for (Map.Entry<Integer, Slice> slice : told.slices().entrySet()) {
            if (owners.isHere(People.STORE, slice.getKey())) {
                new ForeseePeople(
                                owners.store(People.STORE, slice.getKey()), owners.store(Retries.STORE, slice.getKey()))
                        .walk(slice.getValue(), told.at(), timeIsOver, found);
            }
        }
        return found.sum();
    }

    /// All instances walk at once.
    private ForeseenPeople.Sum everywhere(Foreseen.Told told, byte[] event, HttpServletRequest request) {
        List<HostInfo> others = owners.others(Set.of(People.STORE), request);
        PassOn.Call call = PassOn.Call.of(request, event);
        ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
        try {
            long end = System.nanoTime() + OTHERS.toNanos();
            List<Future<Optional<ForeseenPeople.Sum>>> asked = others.stream()
                    .map(other -> calls.submit(() -> of(owners.pass(call, other))))
                    .toList();
            ForeseenPeople.Sum sum = here(told);
            for (Future<Optional<ForeseenPeople.Sum>> one : asked) {
                sum = joined(one, end).map(sum::plus).orElse(sum);
            }
            return sum;
        } finally {
            calls.shutdownNow();
        }
    }

    private Optional<ForeseenPeople.Sum> of(ResponseEntity<byte[]> answer) {
        if (!answer.getStatusCode().is2xxSuccessful() || answer.getBody() == null) {
            throw new StreamsAway("another instance cannot answer just now");
        }
        JsonNode people = json.readTree(answer.getBody()).path("people");
        return people.isMissingNode()
                ? Optional.empty()
                : Optional.of(json.treeToValue(people, ForeseenPeople.Sum.class));
    }

    private static Optional<ForeseenPeople.Sum> joined(Future<Optional<ForeseenPeople.Sum>> answer, long end) {
        try {
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new StreamsAway("another instance does not answer", late);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof StreamsAway away
                    ? away
                    : new StreamsAway("another instance cannot answer just now", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StreamsAway("interrupted", stopped);
        }
    }

    private Event read(byte[] bytes) {
        return switch (codecs.of(topics.events(Lane.STANDARD), Event.class).decode(bytes)) {
            case Decoded.Readable<Event>(var event) -> event;
            case Decoded.Unreadable<Event>(var why) -> throw Page.wrong(why);
            case Decoded.Absent<Event>() -> throw Page.wrong("no event");
        };
    }
}
