package dev.fanfare.benchmarks.delivery;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// So many deliveries, as the fan-out renders them: one for each of 100,000 people, then another for each, and so on.
///
/// @param name its own
/// @param addresses of the n-th
/// @param events their keys, with the number of the first delivery of each
record Batch(String name, int size, IntFunction<String> addresses, List<String> keys, Map<String, Integer> events) {

    static final int PEOPLE = 100_000;
    private static final String BODY =
            "The summer fair is on Saturday at 3 pm in the yard. Bring cake, and a chair to sit on.";

    static Batch of(String name, int size, IntFunction<String> addresses) {
        List<String> keys = IntStream.rangeClosed(0, size / PEOPLE)
                .mapToObj(n -> EventKey.of("/bench/delivery/" + name, String.valueOf(n)))
                .toList();
        return new Batch(
                name,
                size,
                addresses,
                keys,
                IntStream.range(0, keys.size()).boxed().collect(Collectors.toMap(keys::get, n -> n * PEOPLE)));
    }

    static String person(int n) {
        return "person-%06d".formatted(n % PEOPLE);
    }

    /// Which one it is; null for none of these.
    @Nullable
    Integer number(String event, String recipient) {
        Integer first = events.get(event);
        return first == null ? null : first + Integer.parseInt(recipient.substring(recipient.indexOf('-') + 1));
    }

    /// @param due when it is to be written, from which on its time counts
    Delivery delivery(int n, Instant due) {
        String recipient = person(n);
        String address = addresses.apply(n);
        String event = keys.get(n / PEOPLE);
        return Delivery.newBuilder()
                .setId(DeliveryId.of(event, recipient, Channel.EMAIL, address))
                .setRecipient(recipient)
                .setAddress(address)
                .setSecrets(List.of())
                .setEvent(event)
                .setType("bench.delivery")
                .setChannel(Channel.EMAIL)
                .setLane(Lane.STANDARD)
                .setPriority(Priority.NORMAL)
                .setLocale("en")
                .setTitle("Summer fair at Hill Road School")
                .setBody(BODY)
                .setTimestamp(due)
                .setAcceptedAt(due)
                .build();
    }
}
