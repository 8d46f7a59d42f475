package dev.fanfare.fanout.web;

import dev.fanfare.fanout.people.PeopleIterator;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.schemas.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Which audiences there are, and who is in them.
@RestController
class AudienceQueries {

    private final PeopleStores stores;

    AudienceQueries(PeopleStores stores) {
        this.stores = stores;
    }

    /// An audience and how many members it has over all partitions.
    record Audience(String id, long members) {}

    /// A member, and what makes it one: `profile`, `call` or both.
    record Member(String id, List<String> by) {}

    /// One page of a list; `next` is null at its end.
    record Page<T>(List<T> items, @Nullable String next) {}

    @GetMapping("/v1/audiences")
    Page<Audience> audiences(
            @RequestParam(defaultValue = "100") int limit, @RequestParam(defaultValue = "") String cursor) {
        String behind = Cursors.read(cursor);
        int most = Cursors.limit(limit);
        List<PeopleView> partitions = IntStream.range(0, stores.partitioning().partitions())
                .mapToObj(stores::people)
                .toList();
        TreeSet<String> names = new TreeSet<>(Ids::compare);
        partitions.forEach(partition -> names.addAll(partition.audiences(behind, most)));
        List<Audience> page = names.stream()
                .limit(most)
                .map(name -> new Audience(
                        name,
                        partitions.stream()
                                .mapToLong(partition -> partition.size(name))
                                .sum()))
                .toList();
        return new Page<>(
                page, page.size() < most ? null : Cursors.write(page.getLast().id()));
    }

    /// By partition, and in it by id: the cursor holds both.
    @GetMapping("/v1/audiences/{audience}/members")
    Page<Member> members(
            @PathVariable String audience,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "") String cursor) {
        Cursors.Place place = Cursors.place(cursor, stores.partitioning().partitions());
        int most = Cursors.limit(limit);
        List<Member> page = new ArrayList<>();
        for (int partition = place.partition();
                partition < stores.partitioning().partitions();
                partition++) {
            String behind = partition == place.partition() ? place.key() : "";
            PeopleView people = stores.people(partition);
            try (PeopleIterator members = people.members(audience, behind)) {
                for (String id = members.id(); id != null; id = members.id()) {
                    page.add(member(people, audience, id));
                    if (page.size() == most) {
                        return new Page<>(page, Cursors.write(new Cursors.Place(partition, id)));
                    }
                    members.advance();
                }
            }
        }
        return new Page<>(page, null);
    }

    private static Member member(PeopleView people, String audience, String id) {
        Stream<String> profile = people.memberByProfile(audience, id) ? Stream.of("profile") : Stream.empty();
        Stream<String> call = people.memberByCall(audience, id) ? Stream.of("call") : Stream.empty();
        return new Member(id, Stream.concat(profile, call).toList());
    }
}
