package dev.fanfare.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/// A broker's directory, made ready for its first start and left alone behind it.
final class BrokerDirectory {

    private BrokerDirectory() {}

    /// Answers the id of the cluster that the directory belongs to.
    static String prepare(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make the broker's directory " + data, failed);
        }
        Path meta = data.resolve("meta.properties");
        if (Files.notExists(meta)) {
            format(data);
        }
        return cluster(meta);
    }

    private static String cluster(Path meta) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(meta)) {
            properties.load(in);
            return properties.getProperty("cluster.id", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + meta, unreadable);
        }
    }

    private static void format(Path data) {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setNodeId(BrokerConfig.NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(BrokerConfig.CONTROLLER)
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception failed) {
            throw new IllegalStateException("cannot prepare the broker's directory " + data, failed);
        }
    }
}
