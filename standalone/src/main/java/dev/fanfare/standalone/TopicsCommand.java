package dev.fanfare.standalone;

import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topic.Kept;
import dev.fanfare.schemas.Topics;
import dev.fanfare.standalone.terminal.Table;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `topics`: the catalogue, as Fanfare makes it.
@Command(name = "topics", description = "Print the topics that Fanfare uses.", mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description = "What each name begins with. Default: ${DEFAULT-VALUE}.")
    private String prefix = Topics.DEFAULT_PREFIX;

    @Option(names = "--partitions", paramLabel = "N", description = "fanfare.partitions. Default: ${DEFAULT-VALUE}.")
    private int partitions = 12;

    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    TopicsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Topic> topics = new Topics(prefix, new Partitioning(partitions)).all();
        terminal.result(json ? asJson(topics) : asTable(topics));
        return 0;
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
            case Kept.UntilWorkedOff(var then) -> "until worked off, then " + then;
            case Kept.For(var time) -> time.toString();
        };
    }
}
