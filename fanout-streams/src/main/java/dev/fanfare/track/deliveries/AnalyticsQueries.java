package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.door.PassOn;
import dev.fanfare.schemas.door.SharedBy;
import dev.fanfare.streams.AskAll;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.Page;
import dev.fanfare.track.analytics.AnalyticsQuery;
import dev.fanfare.track.analytics.DayFigures;
import dev.fanfare.track.analytics.DayPage;
import dev.fanfare.track.analytics.DayView;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// `GET /v1/analytics`: what was sent and what became of it, by day, type and channel, over all partitions and
/// instances.
@RestController
final class AnalyticsQueries {

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final Owners owners;
    private final Topics topics;
    private final InstantSource clock;
    private final JsonMapper json;
    private final AskAll all;
    private final SharedBy<Asked, DayFigures> figures = new SharedBy<>(this::figures);

    /// @param target of the other instances; null where none is to be asked
    private record Asked(AnalyticsQuery query, @Nullable String target) {}

    AnalyticsQueries(Owners trackOwners, Topics topics, InstantSource clock, JsonMapper json) {
        this.owners = trackOwners;
        this.topics = topics;
        this.clock = clock;
        this.json = json;
        this.all = new AskAll(trackOwners, EventSums.NAME, json, _ -> new byte[0], 0);
    }

    /// An instance that was asked by another one answers with what can be added up.
    @GetMapping("/v1/analytics")
    ResponseEntity<?> analytics(
            @RequestParam Map<String, String> query,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "") String format,
            HttpServletRequest request) {
        int most = Page.checked(limit);
        boolean csv = isCsv(format, request);
        LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        DayFigures figures = this.figures.get(new Asked(AnalyticsQuery.of(query, today), AskAll.target(request)));
        if (PassOn.done(request)) {
            return ResponseEntity.ok(figures);
        }
        return csv
                ? ResponseEntity.ok()
                        .contentType(CSV)
                        .body(csv(figures.rows().stream().map(DayView::of).toList()))
                : ResponseEntity.ok(DayPage.of(figures.rows(), most, cursor));
    }

    private DayFigures figures(Asked asked) {
        DayFigures sum = DayFigures.of(stores(), asked.query());
        for (var other : all.others(asked.target())) {
            sum = sum.plus(json.treeToValue(other, DayFigures.class));
        }
        return sum;
    }

    private static String csv(List<DayView> rows) {
        return Stream.concat(Stream.of(DayView.CSV_HEAD), rows.stream().map(DayView::csv))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static boolean isCsv(String format, HttpServletRequest request) {
        if (!format.isEmpty() && !format.equals("csv") && !format.equals("json")) {
            throw Page.wrong("format: must be json or csv, is " + format);
        }
        String accept = request.getHeader("Accept");
        return format.equals("csv") || format.isEmpty() && accept != null && accept.startsWith("text/csv");
    }

    private List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores() {
        return IntStream.range(0, topics.partitioning().partitions())
                .filter(partition -> owners.isHere(EventSums.NAME, partition))
                .mapToObj(partition -> owners.store(EventSums.NAME, partition))
                .toList();
    }
}
