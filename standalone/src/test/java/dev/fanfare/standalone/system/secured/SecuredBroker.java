package dev.fanfare.standalone.system.secured;

import dev.fanfare.standalone.broker.FreePorts;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// A broker that wants TLS and a password (SCRAM-SHA-512) of its clients, and grants one user what it was told to.
final class SecuredBroker implements AutoCloseable {

    private static final int NODE = 1;
    private static final int ITERATIONS = 4_096;

    private final int port;
    private final Map<String, Object> superuser;
    private final KafkaRaftServer server;

    SecuredBroker(Path data, Tls tls) throws Exception {
        List<Integer> ports = FreePorts.find(3);
        port = ports.getFirst();
        superuser = Map.of("bootstrap.servers", "127.0.0.1:" + ports.get(1));
        Files.createDirectories(data);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .setControllerListenerName("CONTROLLER")
                .run();
        server = new KafkaRaftServer(new KafkaConfig(config(data, ports, tls), false), Time.SYSTEM);
        server.startup();
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /// Makes a user who may do nothing yet.
    void user(String name, String password) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(superuser)) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password)))
                    .all()
                    .get();
        }
    }

    /// Whatever begins with `prefix`; the cluster, where the type says so.
    void grant(String user, ResourceType type, String prefix, List<AclOperation> operations)
            throws ExecutionException, InterruptedException {
        ResourcePattern what = type == ResourceType.CLUSTER
                ? new ResourcePattern(type, "kafka-cluster", PatternType.LITERAL)
                : new ResourcePattern(type, prefix, PatternType.PREFIXED);
        try (Admin admin = Admin.create(superuser)) {
            admin.createAcls(operations.stream()
                            .map(operation -> new AclBinding(
                                    what,
                                    new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)))
                            .toList())
                    .all()
                    .get();
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Map<String, Object> config(Path data, List<Integer> ports, Tls tls) {
        Map<String, Object> config = new HashMap<>();
        config.put("process.roles", "broker,controller");
        config.put("node.id", NODE);
        config.put("log.dirs", data.toString());
        config.put("controller.quorum.voters", NODE + "@127.0.0.1:" + ports.get(2));
        config.put("controller.listener.names", "CONTROLLER");
        config.put("inter.broker.listener.name", "INSIDE");
        config.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put(
                "listeners",
                "CLIENTS://127.0.0.1:%d,INSIDE://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(ports.get(0), ports.get(1), ports.get(2)));
        config.put(
                "advertised.listeners",
                "CLIENTS://127.0.0.1:%d,INSIDE://127.0.0.1:%d".formatted(ports.get(0), ports.get(1)));
        config.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        config.put(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        config.put("ssl.keystore.type", "PKCS12");
        config.put("ssl.keystore.location", tls.store().toString());
        config.put("ssl.keystore.password", Tls.PASSWORD);
        config.put("ssl.key.password", Tls.PASSWORD);
        config.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        config.put("super.users", "User:ANONYMOUS");
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            config.put(topic + ".num.partitions", 2);
            config.put(topic + ".replication.factor", (short) 1);
        }
        config.put("transaction.state.log.min.isr", 1);
        config.put("share.coordinator.state.topic.min.isr", (short) 1);
        config.put("offsets.retention.minutes", 365 * 24 * 60);
        config.put("auto.create.topics.enable", false);
        config.put("group.initial.rebalance.delay.ms", 0);
        config.put("log.cleaner.dedupe.buffer.size", 16L * 1024 * 1024);
        return config;
    }
}
