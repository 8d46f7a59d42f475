package dev.fanfare.fanout.web;

import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.streams.StreamsApp;
import dev.fanfare.streams.StreamsAway;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// The fan-out's stores, a partition at a time.
final class PeopleStores {

    private final StreamsApp fanout;
    private final Partitioning partitioning;

    PeopleStores(StreamsApp fanout, Topics topics) {
        this.fanout = fanout;
        this.partitioning = topics.partitioning();
    }

    /// @throws StreamsAway where the store cannot be asked just now
    PeopleView people(int partition) {
        return new PeopleView(store(People.STORE, partition));
    }

    /// @throws StreamsAway where the store cannot be asked just now
    ReadOnlyKeyValueStore<Bytes, byte[]> store(String name, int partition) {
        try {
            var type = QueryableStoreTypes.<Bytes, byte[]>keyValueStore();
            return fanout.streams()
                    .store(StoreQueryParameters.fromNameAndType(name, type).withPartition(partition));
        } catch (InvalidStateStoreException moving) {
            throw new StreamsAway("the store " + name + " moves or restores just now", moving);
        }
    }

    Partitioning partitioning() {
        return partitioning;
    }
}
