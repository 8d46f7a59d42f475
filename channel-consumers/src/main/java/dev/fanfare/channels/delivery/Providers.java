package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Delivery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;

/// A channel's gateways in the order in which they are asked.
///
/// @param inOrder at least one, each with a name of its own
public record Providers(List<Gateway> inOrder) implements AutoCloseable {

    public Providers {
        inOrder = List.copyOf(inOrder);
        List<String> names = inOrder.stream().map(Gateway::provider).toList();
        if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("a channel has one provider or more, each once: " + names);
        }
    }

    public static Providers of(Gateway... inOrder) {
        return new Providers(List.of(inOrder));
    }

    /// `fanfare.CHANNEL.providers`: which of the known ones are asked, and in which order.
    ///
    /// @param setting its name, for messages
    /// @param asked nothing: all that are known, in their order
    /// @throws IllegalArgumentException naming the setting
    public static List<String> chosen(String setting, List<String> asked, List<String> known) {
        List<String> names = asked.stream().map(String::strip).toList();
        if (!known.containsAll(names) || new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException(setting + ": must name some of " + known + ", each once, is " + names);
        }
        return names.isEmpty() ? known : names;
    }

    /// The same ones, each in another's hands.
    public Providers each(UnaryOperator<Gateway> wrap) {
        return new Providers(inOrder.stream().map(wrap).toList());
    }

    /// Those that have a way to this delivery's address.
    List<Gateway> thatTake(Delivery delivery) {
        List<Gateway> able = new ArrayList<>(inOrder.size());
        for (Gateway gateway : inOrder) {
            if (gateway.takes(delivery)) {
                able.add(gateway);
            }
        }
        return able;
    }

    @Override
    public void close() {
        inOrder.forEach(Gateway::close);
    }
}
