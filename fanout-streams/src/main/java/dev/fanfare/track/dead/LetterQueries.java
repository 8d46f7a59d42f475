package dev.fanfare.track.dead;

import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.streams.AskAll;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Dead letters: one, all, how many.
@RestController
final class LetterQueries {

    private static final Set<String> PAGING = Set.of("limit", "cursor");

    private final Owners owners;
    private final Topics topics;
    private final Codecs codecs;
    private final JsonMapper json;
    private final AskAll all;

    LetterQueries(Owners trackOwners, Topics topics, Codecs codecs, JsonMapper json) {
        this.owners = trackOwners;
        this.topics = topics;
        this.codecs = codecs;
        this.json = json;
        this.all = new AskAll(trackOwners, LetterStore.NAME, json, LetterQueries::key, LetterKeys.PLACE);
    }

    @GetMapping("/v1/dead-letters")
    ResponseEntity<?> letters(
            @RequestParam Map<String, String> query,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        int most = Page.checked(limit);
        LetterQuery asked = LetterQuery.of(query, PAGING);
        NewestLetters walk = new NewestLetters(asked, most, cursor);
        if (asked.person().isPresent()) {
            int partition = topics.partitioning().of(asked.person().get());
            return owners.answer(
                    LetterStore.NAME, partition, request, store -> ResponseEntity.ok(walk.page(List.of(store))));
        }
        return ResponseEntity.ok(all.page(walk.page(stores()), most, request));
    }

    @GetMapping("/v1/dead-letters/summary")
    LetterCounts summary(HttpServletRequest request) {
        return sum(LetterCounts.of(stores()), LetterCounts.class, LetterCounts::plus, request);
    }

    /// What a replay or a discard with this filter would touch.
    @GetMapping("/internal/dead-letters/matching")
    Object matching(@RequestParam Map<String, String> query, HttpServletRequest request) {
        LetterQuery asked = LetterQuery.of(query, Set.of());
        if (asked.person().isPresent()) {
            int partition = topics.partitioning().of(asked.person().get());
            return owners.answer(
                    LetterStore.NAME,
                    partition,
                    request,
                    store -> ResponseEntity.ok(LetterMatches.of(asked, List.of(store))));
        }
        return sum(LetterMatches.of(asked, stores()), LetterMatches.class, LetterMatches::plus, request);
    }

    @GetMapping("/v1/dead-letters/{id}")
    ResponseEntity<?> letter(@PathVariable String id, HttpServletRequest request) {
        LetterId letter = LetterId.parse(id).orElseThrow(() -> unknown(id));
        int partition = letter.partition(topics.partitioning()).orElseThrow(() -> unknown(id));
        return owners.answer(
                LetterStore.NAME,
                partition,
                request,
                store -> ResponseEntity.ok(
                        LetterStore.find(store, letter).map(this::inFull).orElseThrow(() -> unknown(id))));
    }

    private boolean wasEvent(Letter letter) {
        String origin = letter.head().getOrigin();
        return origin != null
                && Stream.of(Lane.EXPRESS, Lane.STANDARD)
                        .map(lane -> topics.events(lane).name())
                        .anyMatch(ReadLetter.topicOf(origin)::equals);
    }

    private LetterInFull inFull(Letter letter) {
        var channel = letter.head().getChannel();
        if (channel == null) {
            return LetterInFull.of(letter, LetterStore.BURIED.decode(letter.bytes()), wasEvent(letter));
        }
        return switch (codecs.of(topics.deadLetters(channel), DeadLetter.class).decode(letter.bytes())) {
            case Decoded.Readable<DeadLetter>(var dead) -> LetterInFull.of(letter, dead);
            case Decoded.Unreadable<DeadLetter> _, Decoded.Absent<DeadLetter> _ ->
                throw new IllegalStateException("a dead letter of " + Names.of(channel) + " cannot be read again");
        };
    }

    /// Ours and what the other instances say to the same call.
    private <T> T sum(T here, Class<T> type, BinaryOperator<T> plus, HttpServletRequest request) {
        return Stream.concat(
                        Stream.of(here),
                        all.others(AskAll.target(request)).stream().map(other -> json.treeToValue(other, type)))
                .reduce(plus)
                .orElse(here);
    }

    private List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores() {
        return IntStream.range(0, topics.partitioning().partitions())
                .filter(partition -> owners.isHere(LetterStore.NAME, partition))
                .mapToObj(partition -> owners.store(LetterStore.NAME, partition))
                .toList();
    }

    private static byte[] key(JsonNode item) {
        return LetterKeys.place(
                Instant.parse(item.path("at").asString()),
                LetterId.parse(item.path("id").asString()).orElseThrow());
    }

    private static ResponseStatusException unknown(String id) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "id: no dead letter is known as " + id);
    }
}
