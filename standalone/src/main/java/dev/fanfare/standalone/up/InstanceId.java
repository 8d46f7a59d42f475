package dev.fanfare.standalone.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/// The lasting name of the process that works over a data directory: made once, and kept there.
///
/// With it a restart has its tasks at once; two processes over one Kafka have two directories, and so two names.
final class InstanceId {

    private InstanceId() {}

    /// @param kind what a new name begins with
    /// @throws UncheckedIOException where the directory cannot be written to
    static String of(Path data, String kind) {
        Path file = data.resolve("instance-id");
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(data);
                Path whole = Files.writeString(data.resolve("instance-id.new"), kind + "-" + UUID.randomUUID());
                // A kill in between leaves no empty name behind.
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException broken) {
            throw new UncheckedIOException("could not keep " + file, broken);
        }
    }
}
