package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.kafka.Outlets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Records on their way from the spool to Kafka: none is given up, and of those whose order counts none begins behind
/// one that has not arrived, while all others flow on.
///
/// What is passed over for that is read again once what it waits for has arrived.
final class Sending {

    private static final long AGAIN = TimeUnit.SECONDS.toNanos(1);
    /// While there is more to read, so that whoever flows on gets to its end.
    private static final long AGAIN_BEFORE_THE_END = TimeUnit.SECONDS.toNanos(5);

    private final ReadSpool reader;
    private final Room room;
    private final Duration patience;
    private final Deque<Flight> underWay = new ArrayDeque<>();
    /// Groups of which something older has not arrived, or was passed over.
    private final Set<String> held = new HashSet<>();
    /// Topics that nobody answered for since the last rewind: asking for each of their records costs as long again.
    private final Set<String> absent = new HashSet<>();
    /// Of each group the first that was refused: it goes alone until it is taken.
    private final Map<String, Stored> refused = new HashMap<>();
    /// Of the part that was read last, what there was no time for.
    private List<Stored> rest = List.of();
    private boolean atEnd;
    private boolean broken;
    private long rewound = System.nanoTime();
    private String why = "";

    private record Flight(Stored what, String group, Future<RecordMetadata> sent, long begun) {}

    /// How it went.
    enum Went {
        /// All that is durable is acknowledged.
        TO_THE_END,
        /// Some of it was sent, or passed, since it has to wait.
        ON,
        /// All that is left has to wait.
        NOT
    }

    /// @param patience after which a producer that has not heard of a record is not asked any longer: it may send
    ///     one sequence number again and again, and be refused (Kafka 4.3.1, behind a broker's kill)
    Sending(ReadSpool reader, Room room, Duration patience) {
        this.reader = reader;
        this.room = room;
        this.patience = patience;
    }

    /// Sends the next part, and waits for it until `deadline` by the clock of [System#nanoTime].
    ///
    /// @throws IOException where the spool cannot be read
    Went go(Outlets outlets, long deadline) throws IOException, InterruptedException {
        settle();
        if (isTimeToRewind()) {
            rewind();
        }
        List<Stored> records = rest.isEmpty() ? reader.next() : rest;
        atEnd = records.isEmpty();
        List<Flight> begun = begin(records, outlets, deadline);
        for (Flight flight : begun) {
            await(flight, deadline);
        }
        settle();
        if (atEnd && isFlowing()) {
            return Went.TO_THE_END;
        }
        return atEnd ? Went.NOT : Went.ON;
    }

    /// Finds out since when it waits, where nothing of it was read yet.
    void look() throws IOException {
        if (!room.knowsOldest()) {
            reader.next().stream()
                    .findFirst()
                    .ifPresent(one -> room.next(one.entry().acceptedAt()));
            rewind();
        }
    }

    /// Whether nothing has to wait for an older one.
    boolean isFlowing() {
        return underWay.isEmpty() && held.isEmpty();
    }

    /// Why something waits; empty where nothing does.
    String why() {
        return broken || !refused.isEmpty() ? why : held.isEmpty() ? "" : "Kafka has not acknowledged a part of it";
    }

    /// Whether its producer will take no more.
    boolean isBroken() {
        return broken;
    }

    /// What is under way will not be heard of any more: all that is not acknowledged is sent again.
    void startOver() {
        for (Flight flight : underWay) {
            if (flight.sent().state() == Future.State.SUCCESS) {
                arrived(flight);
            } else {
                flight.what().putBack();
            }
        }
        underWay.clear();
        broken = false;
        rewind();
    }

    /// From the oldest that has not begun; behind what is under way nothing of its group.
    void rewind() {
        held.clear();
        absent.clear();
        underWay.forEach(flight -> held.add(flight.group()));
        rest = List.of();
        reader.rewind();
        rewound = System.nanoTime();
    }

    private boolean isTimeToRewind() {
        Set<String> flying = underWay.stream().map(Flight::group).collect(Collectors.toSet());
        if (flying.containsAll(held)) {
            return false;
        }
        boolean surely = underWay.isEmpty() && refused.isEmpty();
        return surely || System.nanoTime() - rewound >= (atEnd ? AGAIN : AGAIN_BEFORE_THE_END);
    }

    private List<Flight> begin(List<Stored> records, Outlets outlets, long deadline) {
        room.next(Stream.of(
                        underWay.stream().limit(1).map(Flight::what),
                        refused.values().stream(),
                        records.stream().limit(1))
                .flatMap(some -> some)
                .map(one -> one.entry().acceptedAt())
                .min(Comparator.naturalOrder())
                .orElse(null));
        List<Flight> begun = new ArrayList<>();
        rest = List.of();
        for (int n = 0; n < records.size(); n++) {
            if (!begun.isEmpty() && System.nanoTime() > deadline) {
                rest = records.subList(n, records.size());
                break;
            }
            Stored one = records.get(n);
            String group = one.entry().what().group(outlets);
            if (absent.contains(one.entry().what().outlet(outlets).topic().name())) {
                held.add(group);
            }
            if (!held.contains(group)) {
                Flight flight = begin(one, group, outlets);
                underWay.add(flight);
                begun.add(flight);
            }
            if (refused.containsKey(group)) {
                held.add(group);
            }
        }
        return begun;
    }

    private Flight begin(Stored one, String group, Outlets outlets) {
        Future<RecordMetadata> sent = sent(one, outlets);
        one.begin();
        if (sent.state() == Future.State.FAILED) {
            held.add(group);
            if (sent.exceptionNow() instanceof org.apache.kafka.common.errors.TimeoutException) {
                absent.add(one.entry().what().outlet(outlets).topic().name());
            }
        }
        return new Flight(one, group, sent, System.nanoTime());
    }

    private static Future<RecordMetadata> sent(Stored one, Outlets outlets) {
        try {
            return one.entry().what().through(outlets).sent();
        } catch (RuntimeException notTaken) {
            return CompletableFuture.failedFuture(
                    notTaken instanceof KafkaAway && notTaken.getCause() != null ? notTaken.getCause() : notTaken);
        }
    }

    private void await(Flight flight, long deadline) throws InterruptedException {
        try {
            flight.sent().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException later) {
            held.add(flight.group());
        } catch (ExecutionException | CancellationException failed) {
            // is looked at in its turn
        }
    }

    private void settle() {
        for (Iterator<Flight> all = underWay.iterator(); all.hasNext(); ) {
            Flight flight = all.next();
            if (flight.sent().isDone()) {
                all.remove();
                if (flight.sent().state() == Future.State.SUCCESS) {
                    arrived(flight);
                } else {
                    failed(flight);
                }
            } else if (System.nanoTime() - flight.begun() > patience.toNanos()) {
                why = "a record of the spool was not acknowledged for " + patience.toSeconds() + " s";
                broken = true;
            }
        }
    }

    private void arrived(Flight flight) {
        flight.what().done();
        room.count(-1, -flight.what().size());
        refused.computeIfPresent(flight.group(), (_, first) -> first.isSame(flight.what()) ? null : first);
    }

    private void failed(Flight flight) {
        flight.what().putBack();
        held.add(flight.group());
        refused.putIfAbsent(flight.group(), flight.what());
        Throwable cause = flight.sent().state() == Future.State.FAILED
                ? flight.sent().exceptionNow()
                : new CancellationException();
        why = "a record of the spool was not acknowledged: " + cause;
        broken |= Refusals.endProducer(cause);
    }
}
