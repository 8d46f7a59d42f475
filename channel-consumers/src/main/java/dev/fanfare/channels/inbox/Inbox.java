package dev.fanfare.channels.inbox;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;

import dev.fanfare.channels.controls.Controls;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.running.EndLeftTransactions;
import dev.fanfare.schemas.running.ThreadFailures;
import dev.fanfare.schemas.running.Waiters;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.traces.Traces;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.HostInfo;

/// The inbox's Streams application: its life, and the way to its store, here or on another instance.
public final class Inbox implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final KafkaStreams streams;
    private final ThreadFailures failures;
    private final EndLeftTransactions left;
    private final Waiters actions = new Waiters();
    private final Topics topics;
    private final Optional<HostInfo> self;
    private volatile boolean everRan;

    /// @param traces told of what comes
    public record Watching(InstantSource clock, Traces traces) {}

    /// @param admin stays open
    public Inbox(
            InboxSettings settings, Topics topics, Codecs codecs, Controls controls, Admin admin, Watching watching) {
        this.topics = topics;
        this.self = settings.self().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(HostInfo.buildFromEndpoint(settings.self()));
        this.failures = new ThreadFailures(InboxTopology.NAME, watching.clock());
        String application = topics.group(InboxTopology.NAME);
        this.left = new EndLeftTransactions(admin, application);
        this.streams = new KafkaStreams(
                InboxTopology.build(topics, codecs, controls, watching, actions::changed),
                new StreamsConfig(settings.config(application)));
        streams.setUncaughtExceptionHandler(failure -> failures.mayGoOn(failure) ? REPLACE_THREAD : SHUTDOWN_CLIENT);
        streams.setStateListener((now, _) -> changed(now));
    }

    private void changed(KafkaStreams.State now) {
        everRan |= now == KafkaStreams.State.RUNNING;
        if (now == KafkaStreams.State.REBALANCING) {
            left.partitionsMove();
        }
    }

    public void start() {
        streams.start();
    }

    @Override
    public void close() {
        actions.close();
        failures.stop();
        left.close();
        streams.close(STOP_PATIENCE);
    }

    /// Who waits, by recipient, for what was done to show.
    Waiters actions() {
        return actions;
    }

    /// For Streams' own metrics.
    public <T> T measured(Function<KafkaStreams, T> by) {
        return by.apply(streams);
    }

    /// As Streams says.
    public KafkaStreams.State state() {
        return streams.state();
    }

    /// Whether it has had its partitions since the start.
    public boolean everRan() {
        return everRan;
    }

    /// Another instance that this person's inbox stands on; nothing where it is this one.
    ///
    /// @throws InboxAway where nobody owns it just now
    Optional<HostInfo> owner(String recipient) {
        if (self.isEmpty()) {
            return Optional.empty();
        }
        KeyQueryMetadata found = running(() -> streams.queryMetadataForKey(
                InboxTopology.STORE, recipient, (_, _, _, _) -> Optional.of(Set.of(partition(recipient)))));
        if (found.activeHost().equals(HostInfo.unavailable())) {
            throw new InboxAway("nobody owns the inbox's partition just now");
        }
        return self.filter(here -> here.equals(found.activeHost())).isPresent()
                ? Optional.empty()
                : Optional.of(found.activeHost());
    }

    /// Asks the part of the store that this person's inbox stands in, which must be here.
    ///
    /// @throws InboxAway where the application does not run
    <R> QueryResult<R> query(String recipient, StateQueryRequest<R> request) {
        int partition = partition(recipient);
        return running(() -> streams.query(request.withPartitions(Set.of(partition)))
                .getPartitionResults()
                .get(partition));
    }

    private int partition(String recipient) {
        return topics.partitioning().of(recipient);
    }

    private static <T> T running(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (InvalidStateStoreException | IllegalStateException away) {
            throw new InboxAway("the inbox is starting or stopping");
        }
    }
}
