package dev.fanfare.fanout.web;

import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.people.PeopleIterator;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Topics;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which audiences there are, and who is in them.
@RestController
class AudienceQueries {

    private final JsonMapper json = new JsonMapper();
    private final Owners owners;
    private final int partitions;

    AudienceQueries(Owners fanoutOwners, Topics topics) {
        this.owners = fanoutOwners;
        this.partitions = topics.partitioning().partitions();
    }

    /// An audience, and how many members it has over all partitions.
    record Audience(String id, long members) {}

    /// A member, and what makes it one: `profile`, `call` or both.
    record Member(String id, List<String> by) {}

    /// By name. Every instance counts its own partitions; a name within the page is within each instance's page.
    @GetMapping("/v1/audiences")
    Page<Audience> audiences(
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        int most = Page.checked(limit);
        String behind = Place.of(cursor, 1).behind();
        Map<String, Long> sizes = new TreeMap<>(Ids::compare);
        IntStream.range(0, partitions)
                .filter(partition -> owners.isHere(People.STORE, partition))
                .mapToObj(partition -> new PeopleView(owners.store(People.STORE, partition)))
                .forEach(people -> people.audiences(behind, most)
                        .forEach(name -> sizes.merge(name, people.size(name), Long::sum)));
        for (HostInfo other : owners.others(Set.of(People.STORE), request)) {
            for (JsonNode item :
                    json.readTree(owners.pass(request, other).getBody()).path("items")) {
                sizes.merge(item.path("id").asString(), item.path("members").asLong(), Long::sum);
            }
        }
        List<Audience> items = sizes.entrySet().stream()
                .limit(most)
                .map(audience -> new Audience(audience.getKey(), audience.getValue()))
                .toList();
        return new Page<>(
                items, items.size() < most ? null : new Place(0, items.getLast().id()).cursor());
    }

    /// Partition by partition, and in it by id.
    @GetMapping("/v1/audiences/{audience}/members")
    ResponseEntity<?> members(
            @PathVariable String audience,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        int most = Page.checked(limit);
        Place place = Place.of(cursor, partitions);
        return owners.answer(People.STORE, place.partition(), request, store -> {
            PeopleView people = new PeopleView(store);
            List<Member> items = new ArrayList<>();
            try (PeopleIterator members = people.members(audience, place.behind())) {
                for (String id = members.id(); id != null && items.size() < most; id = members.id()) {
                    items.add(member(people, audience, id));
                    members.advance();
                }
            }
            List<String> ids = items.stream().map(Member::id).toList();
            return ResponseEntity.ok(new Page<>(items, next(place, most, ids)));
        });
    }

    /// A page that is not full ends its partition.
    private @Nullable String next(Place place, int limit, List<String> seen) {
        if (seen.size() == limit) {
            return new Place(place.partition(), seen.getLast()).cursor();
        }
        int following = place.partition() + 1;
        return following == partitions ? null : new Place(following, "").cursor();
    }

    private static Member member(PeopleView people, String audience, String id) {
        Stream<String> profile = people.memberByProfile(audience, id) ? Stream.of("profile") : Stream.empty();
        Stream<String> call = people.memberByCall(audience, id) ? Stream.of("call") : Stream.empty();
        return new Member(id, Stream.concat(profile, call).toList());
    }
}
