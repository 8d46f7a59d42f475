package dev.fanfare.standalone;

import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topic.Kept;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.standalone.broker.EmbeddedBroker;
import dev.fanfare.standalone.settings.GivenKafka;
import dev.fanfare.standalone.settings.StartEnvironment;
import dev.fanfare.standalone.terminal.Table;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.up.Brokers;
import dev.fanfare.standalone.up.JsonLogs;
import dev.fanfare.standalone.work.WorkFailed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `topics`: the catalogue, as Fanfare makes it.
@Command(name = "topics", description = "Print the topics that Fanfare uses.", mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {

    private static final int DEFAULT = 12;

    private final Terminal terminal;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description = "What each name begins with. Default: ${DEFAULT-VALUE}.")
    private String prefix = Topics.DEFAULT_PREFIX;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "fanfare.partitions. Default: as the running pipeline has them, else 12.")
    private @Nullable Integer partitions;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            converter = Brokers.class,
            defaultValue = "${env:FANFARE_KAFKA_BOOTSTRAP_SERVERS}",
            description = "Brokers to ask. Default: FANFARE_KAFKA_BOOTSTRAP_SERVERS, else the embedded one of DIR.")
    private @Nullable String kafka;

    @Option(names = "--data", paramLabel = "DIR", description = "Where up keeps its data. Default: ${DEFAULT-VALUE}.")
    private Path data = Path.of(".fanfare");

    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    TopicsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Topic> topics = new Topics(prefix, new Partitioning(partitions())).all();
        terminal.result(json ? asJson(topics) : asTable(topics));
        return 0;
    }

    private int partitions() {
        if (partitions != null) {
            return partitions;
        }
        JsonLogs.start(Map.of("logging.level.root", "off", "logging.level.dev.fanfare", "off"));
        Topics topics = new Topics(prefix, new Partitioning(DEFAULT));
        OptionalInt found = Optional.ofNullable(kafka)
                .map(brokers -> GivenKafka.at(brokers, StartEnvironment.of(Map.of(), Map.of())))
                .or(() -> EmbeddedBroker.lastAddress(data.resolve("kafka"))
                        .map(broker -> new KafkaSettings(broker, Map.of())))
                .map(brokers -> inUse(brokers, topics))
                .orElse(OptionalInt.empty());
        if (found.isEmpty()) {
            terminal.say("no running pipeline was found; these are the topics as run would make them");
        }
        return found.orElse(DEFAULT);
    }

    /// The broker of a directory may have been stopped; one that was named is to answer.
    private OptionalInt inUse(KafkaSettings brokers, Topics topics) {
        try {
            return PartitionsInUse.at(brokers, topics);
        } catch (KafkaException away) {
            if (kafka != null) {
                Throwable why = away.getCause() == null ? away : away.getCause();
                throw new WorkFailed("Kafka does not answer at " + kafka + ": " + why.getMessage()
                        + "; start it, correct --kafka, or name --partitions N");
            }
            return OptionalInt.empty();
        }
    }

    private static String asTable(List<Topic> topics) {
        Table table = new Table("topic", "partitions", "partitioned by", "kept");
        topics.forEach(topic -> table.row(topic.name(), topic.partitions(), by(topic), kept(topic)));
        return table.toString();
    }

    private static String asJson(List<Topic> topics) {
        return new JsonMapper()
                .writeValueAsString(topics.stream()
                        .map(topic -> Map.of(
                                "name",
                                topic.name(),
                                "partitions",
                                topic.partitions(),
                                "partitionedBy",
                                by(topic),
                                "kept",
                                kept(topic)))
                        .toList());
    }

    private static String by(Topic topic) {
        return Names.of(topic.by());
    }

    private static String kept(Topic topic) {
        return switch (topic.kept()) {
            case Kept.Compacted() -> "the last of each key";
            case Kept.CompactedFor(var time) -> "the last of each key, " + Names.of(time);
            case Kept.UntilWorkedOff(var then) -> "until worked off, then " + Names.of(then);
            case Kept.For(var time) -> Names.of(time);
        };
    }
}
