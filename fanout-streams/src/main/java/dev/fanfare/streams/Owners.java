package dev.fanfare.streams;

import dev.fanfare.schemas.door.PassOn;
import dev.fanfare.schemas.setup.AppSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.springframework.http.ResponseEntity;

/// Answers a query from a partition of a store where it lives: here, or on another instance, which is asked by HTTP.
///
/// A call that was passed on once is answered here or not at all, since instances may see a rebalance differently.
public final class Owners {

    /// Longer than any `wait`.
    private static final Duration PATIENCE = Duration.ofSeconds(65);

    private final StreamsApp app;
    private final HostInfo here;
    private final PassOn passOn;

    public Owners(StreamsApp app, StreamsRuntime runtime) {
        this.app = app;
        this.here = HostInfo.buildFromEndpoint(AppSettings.hostAndPort(runtime.self()));
        this.passOn = new PassOn(runtime.self(), runtime.settings().api().internalKey(), PATIENCE);
    }

    /// From the owner of `partition`.
    ///
    /// @throws StreamsAway where nobody can answer just now
    public ResponseEntity<?> answer(
            String store,
            int partition,
            HttpServletRequest request,
            Function<ReadOnlyKeyValueStore<Bytes, byte[]>, ResponseEntity<?>> local) {
        HostInfo owner = owner(store, partition);
        if (owner.equals(here)) {
            return local.apply(store(store, partition));
        }
        return pass(request, owner);
    }

    /// Whether `partition` lives here.
    public boolean isHere(String store, int partition) {
        return owner(store, partition).equals(here);
    }

    /// A partition that lives here.
    public ReadOnlyKeyValueStore<Bytes, byte[]> store(String name, int partition) {
        return app.streams()
                .store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                        .withPartition(partition));
    }

    /// A store that every instance has whole.
    public ReadOnlyKeyValueStore<Bytes, byte[]> global(String name) {
        return app.streams()
                .store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<Bytes, byte[]>keyValueStore()));
    }

    /// The other instances that have a part of one of `stores`; none for a call that was passed on.
    public List<HostInfo> others(Set<String> stores, HttpServletRequest request) {
        return PassOn.done(request) ? List.of() : others(stores);
    }

    List<HostInfo> others(Set<String> stores) {
        return stores.stream()
                .flatMap(store -> app.streams().streamsMetadataForStore(store).stream()
                        .filter(metadata -> metadata.stateStoreNames().contains(store)))
                .map(StreamsMetadata::hostInfo)
                .filter(host -> !host.equals(here))
                .distinct()
                .toList();
    }

    /// The same call to another instance.
    ///
    /// @throws StreamsAway where it was passed on before, or the instance does not answer
    public ResponseEntity<byte[]> pass(HttpServletRequest request, HostInfo to) {
        if (PassOn.done(request)) {
            throw new StreamsAway("the owner moves just now");
        }
        return pass(PassOn.Call.of(request, new byte[0]), to);
    }

    /// As [#pass(HttpServletRequest, HostInfo)], of a call that was not passed on before; on any thread.
    public ResponseEntity<byte[]> pass(PassOn.Call call, HostInfo to) {
        try {
            PassOn.Answer answer = passOn.to(to.host(), to.port(), call);
            ResponseEntity.BodyBuilder back = ResponseEntity.status(answer.status());
            answer.headers().forEach(back::header);
            return back.body(answer.body());
        } catch (IOException away) {
            throw new StreamsAway("the instance at " + to.host() + ":" + to.port() + " does not answer", away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StreamsAway("interrupted", stopped);
        }
    }

    /// What another instance alone knows.
    ///
    /// @param target path and query
    /// @throws IOException where it does not answer in time
    PassOn.Answer ask(HostInfo other, String target, Duration within) throws IOException, InterruptedException {
        return passOn.get(other.host(), other.port(), target, within);
    }

    private HostInfo owner(String store, int partition) {
        KeyQueryMetadata found =
                app.streams().queryMetadataForKey(store, partition, (_, _, _, _) -> Optional.of(Set.of(partition)));
        if (found == null || found.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            throw new StreamsAway("the owner of partition " + partition + " is not known just now");
        }
        return found.activeHost();
    }
}
