package dev.fanfare.producer.spool;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Records of one call, which become durable together.
///
/// @param durable ends once they are, or with why they are not
record Batch(List<byte[]> records, long size, boolean last, CompletableFuture<Void> durable) {

    static Batch of(List<byte[]> records) {
        return new Batch(records, Frames.size(records), false, new CompletableFuture<>());
    }

    /// Nothing, behind all that came before; closes the file.
    static Batch end() {
        return new Batch(List.of(), 0, true, new CompletableFuture<>());
    }
}
