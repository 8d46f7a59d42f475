package dev.fanfare.fanout.web;

import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.schemas.Topics;
import dev.fanfare.streams.AskAll;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.replay.FilterQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// What of the retries that wait would be sent now.
@RestController
final class RetryQueries {

    private final Owners owners;
    private final Partitioning partitioning;
    private final JsonMapper json;
    private final AskAll all;

    RetryQueries(Owners fanoutOwners, Topics topics, JsonMapper json) {
        this.owners = fanoutOwners;
        this.partitioning = topics.partitioning();
        this.json = json;
        this.all = new AskAll(fanoutOwners, Retries.STORE, json, _ -> new byte[0], 0);
    }

    @GetMapping("/internal/retries/matching")
    ResponseEntity<?> matching(@RequestParam Map<String, String> query, HttpServletRequest request) {
        LetterFilter filter = FilterQuery.read(query, Set.of(), ReplaySource.RETRY);
        String recipient = filter.getRecipient();
        return recipient == null
                ? ResponseEntity.ok(everywhere(filter, request))
                : owners.answer(
                        Retries.STORE,
                        partitioning.of(recipient),
                        request,
                        store -> ResponseEntity.ok(RetryMatches.of(filter, List.of(store))));
    }

    private RetryMatches everywhere(LetterFilter filter, HttpServletRequest request) {
        return Stream.concat(
                        Stream.of(here(filter)),
                        all.others(AskAll.target(request)).stream()
                                .map(other -> json.treeToValue(other, RetryMatches.class)))
                .reduce(RetryMatches::plus)
                .orElseThrow();
    }

    private RetryMatches here(LetterFilter filter) {
        return RetryMatches.of(
                filter,
                IntStream.range(0, partitioning.partitions())
                        .filter(partition -> owners.isHere(Retries.STORE, partition))
                        .mapToObj(partition -> owners.store(Retries.STORE, partition))
                        .toList());
    }
}
