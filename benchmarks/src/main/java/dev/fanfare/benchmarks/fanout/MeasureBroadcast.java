package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.benchmarks.stack.Asked;
import dev.fanfare.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;

/// Broadcasts to everybody and a bare producer with the same records, in turn.
final class MeasureBroadcast {

    static final int WARM_UPS = 4;

    private static final String BARE = "bench.bare";
    private static final Goal RATE = Goal.atLeast(400_000, 900_000);
    private static final Goal RATIO = Goal.atLeast(0.22, 0.55);

    private final Scene scene;
    private final Broadcast broadcast;
    private final List<Double> same = new ArrayList<>();
    private final List<Double> named = new ArrayList<>();
    private final List<Double> bare = new ArrayList<>();
    private final List<Double> bareInTransactions = new ArrayList<>();

    MeasureBroadcast(Scene scene, Broadcast broadcast) {
        this.scene = scene;
        this.broadcast = broadcast;
    }

    void run(int rounds, Sheet sheet) {
        List<SameRecords.Written> records = warmUp(sheet);
        try (BareProducer idempotent = bare(false);
                BareProducer transactional = bare(true)) {
            for (int round = 0; round < WARM_UPS / 2; round++) {
                idempotent.write(records);
                transactional.write(records);
            }
            for (int round = 0; round < rounds; round++) {
                same.add(broadcast.send(Scene.SAME).perSecond());
                bare.add(idempotent.write(records));
                named.add(broadcast.send(Scene.NAMED).perSecond());
                bareInTransactions.add(transactional.write(records));
            }
        }
        figures(sheet);
    }

    private List<SameRecords.Written> warmUp(Sheet sheet) {
        var before = broadcast.committed().now();
        broadcast.send(Scene.NAMED);
        List<SameRecords.Written> records = SameRecords.read(
                scene.apps().kafka().client(), before, broadcast.committed().now());
        for (int round = 1; round < WARM_UPS; round++) {
            broadcast.send(round % 2 == 0 ? Scene.NAMED : Scene.SAME);
        }
        Topic like = scene.mail().getFirst();
        Asked.of(scene.admin()
                .createTopics(Set.of(new NewTopic(BARE, like.partitions(), (short) 1)))
                .all());
        sheet.add(Figure.of(
                "a delivery's value",
                "B",
                records.stream().mapToInt(each -> each.value().length).average().orElse(0)));
        return records;
    }

    private BareProducer bare(boolean transactional) {
        return new BareProducer(scene.apps().kafka().client(), BARE, transactional);
    }

    private void figures(Sheet sheet) {
        sheet.add(Figure.of("broadcast, the same words for all of a locale", "/s", same)
                .against(RATE));
        sheet.add(
                Figure.of("broadcast, words that name the person", "/s", named).against(RATE));
        sheet.add(Figure.of("bare producer, idempotent", "/s", bare));
        sheet.add(Figure.of("bare producer, transactions of 20 ms", "/s", bareInTransactions));
        sheet.add(Figure.of("broadcast, the same words: of the bare producer", "", shares(same))
                .against(RATIO));
        sheet.add(Figure.of("broadcast, naming: of the bare producer", "", shares(named))
                .against(RATIO));
    }

    private List<Double> shares(List<Double> rates) {
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < rates.size(); round++) {
            shares.add(rates.get(round) / bare.get(round));
        }
        return shares;
    }
}
