package dev.fanfare.standalone.system.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.ProvisionTopics;
import dev.fanfare.standalone.system.parts.BrokerApart;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One makes a topic while another finds it there already, before the broker itself knows it.
class ManyMakeTheTopicsIT {

    private static final int PROCESSES = 8;
    private static final int ROUNDS = 8;

    @TempDir
    private Path data;

    @Test
    @DisplayName("S2-02 processes that start at once make the topics together")
    void processes_that_start_at_once_make_the_topics_together() throws Exception {
        try (BrokerApart broker = new BrokerApart("start-broker", data);
                ExecutorService threads = Executors.newFixedThreadPool(PROCESSES)) {
            Map<String, Object> client = new KafkaSettings(broker.bootstrapServers(), Map.of()).client();
            for (int round = 0; round < ROUNDS; round++) {
                Topics topics = new Topics("round" + round + ".", new Partitioning(1));
                Callable<Void> start = () -> makeTopics(topics, client);
                for (Future<Void> started : threads.invokeAll(Collections.nCopies(PROCESSES, start))) {
                    started.get();
                }
                assertThat(namesIn(client))
                        .containsAll(topics.all().stream().map(Topic::name).toList());
            }
        }
    }

    private static Set<String> namesIn(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(client)) {
            return admin.listTopics().names().get();
        }
    }

    private static Void makeTopics(Topics topics, Map<String, Object> client) {
        try (Admin admin = Admin.create(client)) {
            new ProvisionTopics(admin, topics, 1).run();
        }
        return null; // a Callable, so that what it throws comes through
    }
}
