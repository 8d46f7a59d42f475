package dev.fanfare.fanout.retry;

import dev.fanfare.schemas.WaitingRetry;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/// Lets tests of the queries fill the store of retries.
public final class RetriesInStore {

    private RetriesInStore() {}

    public static void hold(KeyValueStore<Bytes, byte[]> store, String id, Instant due, WaitingRetry retry) {
        new Retries(store, java.time.Duration.ofDays(30)).hold(id, due, retry);
    }
}
