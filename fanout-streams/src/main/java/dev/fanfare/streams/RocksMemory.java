package dev.fanfare.streams;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// One block cache and one write-buffer budget for all the stores of a process.
public final class RocksMemory implements AutoCloseable {

    private static final long CACHE = 64L * 1024 * 1024;
    private static final long WRITE_BUFFERS = 48L * 1024 * 1024;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    public RocksMemory() {
        RocksDB.loadLibrary();
        cache = new LRUCache(CACHE);
        writeBuffers = new WriteBufferManager(WRITE_BUFFERS, cache);
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    /// Once every store is closed.
    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
