package dev.fanfare.fanout.web;

import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.Topics;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Which addresses are told nothing more, and why.
@RestController
class SuppressionQueries {

    private static final String MASK = "***";

    private final Owners owners;
    private final Topics topics;

    SuppressionQueries(Owners fanoutOwners, Topics topics) {
        this.owners = fanoutOwners;
        this.topics = topics;
    }

    /// Partition by partition, and in it by recipient; a person's addresses stand on one page.
    @GetMapping("/v1/suppressions")
    ResponseEntity<?> suppressions(
            @RequestParam(required = false) @Nullable String recipient,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        int most = Page.checked(limit);
        Channel only =
                channel == null ? null : Names.parse(Channel.class, channel).orElse(null);
        if (channel != null && only == null) {
            throw Page.wrong("channel: must be a channel, is '" + channel + "'");
        }
        if (recipient != null) {
            int partition = topics.partitioning().of(recipient);
            return owners.answer(
                    People.STORE,
                    partition,
                    request,
                    store -> ResponseEntity.ok(new Page<>(of(new PeopleView(store), recipient, only), null)));
        }
        int partitions = topics.partitioning().partitions();
        Place place = Place.of(cursor, partitions);
        return owners.answer(People.STORE, place.partition(), request, store -> {
            PeopleView people = new PeopleView(store);
            List<String> ids = people.suppressed(place.behind(), most);
            List<Map<String, Object>> items = new ArrayList<>();
            ids.forEach(id -> items.addAll(of(people, id, only)));
            return ResponseEntity.ok(new Page<>(items, next(place, ids, most, partitions)));
        });
    }

    private static @Nullable String next(Place place, List<String> ids, int most, int partitions) {
        if (ids.size() == most) {
            return new Place(place.partition(), ids.getLast()).cursor();
        }
        int following = place.partition() + 1;
        return following == partitions ? null : new Place(following, "").cursor();
    }

    private static List<Map<String, Object>> of(PeopleView people, String recipient, @Nullable Channel only) {
        return people.profile(recipient).getSuppressed().stream()
                .filter(one -> only == null || one.getChannel() == only)
                .map(SuppressionQueries::json)
                .toList();
    }

    private static Map<String, Object> json(Suppression one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("recipient", one.getRecipient());
        json.put("channel", Names.of(one.getChannel()));
        json.put("address", one.getChannel() == Channel.PUSH ? masked(one.getAddress()) : one.getAddress());
        json.put("reason", Names.of(one.getReason()));
        json.put("detail", one.getDetail());
        json.put("at", one.getAt().toString());
        return json;
    }

    /// A push token is written and never read.
    private static String masked(String address) {
        return address.substring(0, address.indexOf(':') + 1) + MASK;
    }
}
