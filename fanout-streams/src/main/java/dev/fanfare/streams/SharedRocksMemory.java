package dev.fanfare.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/// Lets each store take its memory from the process's [RocksMemory]; named in the configuration, made by Streams.
public final class SharedRocksMemory implements RocksDBConfigSetter {

    /// Where the configuration brings the memory.
    static final String MEMORY = "fanfare.rocks.memory";

    /// Small: what quiet stores hold of the shared budget makes the others write out tiny files.
    private static final long WRITE_BUFFER = 2L * 1024 * 1024;
    private static final int WRITE_BUFFERS = 3;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (!(configs.get(MEMORY) instanceof RocksMemory memory)) {
            return;
        }
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache())
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        options.setTableFormatConfig(table)
                .setWriteBufferManager(memory.writeBuffers())
                .setWriteBufferSize(WRITE_BUFFER)
                .setMaxWriteBufferNumber(WRITE_BUFFERS);
    }

    /// Nothing is closed here: the memory is everybody's.
    @Override
    public void close(String storeName, Options options) {}
}
