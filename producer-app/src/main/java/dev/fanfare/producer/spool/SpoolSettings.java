package dev.fanfare.producer.spool;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/// Where and how much may wait on the local disk while Kafka is away.
///
/// @param spoolDir `fanfare.spool-dir`: one for each process; empty: there is no spool
@ConfigurationProperties("fanfare")
public record SpoolSettings(String spoolDir, Bounds spool) {

    private static final long LEAST = DataSize.ofMegabytes(1).toBytes();
    private static final long MOST = DataSize.ofTerabytes(1).toBytes();

    public SpoolSettings(@Nullable String spoolDir, @Nullable Bounds spool) {
        this.spoolDir = spoolDir == null ? "" : spoolDir;
        this.spool = spool == null ? new Bounds(null) : spool;
    }

    /// `fanfare.spool.*`.
    ///
    /// @param size of what may wait, 1 MB to 1 TB
    public record Bounds(DataSize size) {
        public Bounds(@Nullable DataSize size) {
            this.size = size == null ? DataSize.ofGigabytes(1) : size;
            if (this.size.toBytes() < LEAST || this.size.toBytes() > MOST) {
                throw new IllegalArgumentException("fanfare.spool.size: must be 1MB to 1TB, is " + size);
            }
        }
    }

    public Optional<Path> directory() {
        return spoolDir.isBlank() ? Optional.empty() : Optional.of(Path.of(spoolDir));
    }
}
