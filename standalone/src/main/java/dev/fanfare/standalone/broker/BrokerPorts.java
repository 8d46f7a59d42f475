package dev.fanfare.standalone.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The ports that a broker's directory keeps, so that each start listens where the last one did.
///
/// A port that somebody else has taken meanwhile is given up for a free one: with a single broker the address may
/// change.
///
/// @param clients for everybody
/// @param controller for the broker itself
record BrokerPorts(int clients, int controller) {

    private static final String FILE = "fanfare.ports";

    /// The kept ones as far as they are free, and free ones else; kept from now on.
    ///
    /// @param wish what clients find a new directory's broker at, if it is free; 0 for any
    static BrokerPorts choose(Path data, int wish) {
        Path file = data.resolve(FILE);
        BrokerPorts kept = kept(data).orElse(new BrokerPorts(wish, 0));
        var free = FreePorts.find(2);
        BrokerPorts chosen = new BrokerPorts(
                FreePorts.isFree(kept.clients) ? kept.clients : free.getFirst(),
                FreePorts.isFree(kept.controller) ? kept.controller : free.getLast());
        if (!chosen.equals(kept) || Files.notExists(file)) {
            chosen.keep(file);
        }
        return chosen;
    }

    boolean areFree() {
        return FreePorts.isFree(clients) && FreePorts.isFree(controller);
    }

    /// Those of the last start; nothing where there was none, or its file was spoilt.
    static Optional<BrokerPorts> kept(Path data) {
        Path file = data.resolve(FILE);
        try {
            String[] ports = Files.exists(file) ? Files.readString(file).strip().split(" ") : new String[0];
            return ports.length == 2
                    ? Optional.of(new BrokerPorts(Integer.parseInt(ports[0]), Integer.parseInt(ports[1])))
                    : Optional.empty();
        } catch (NumberFormatException spoilt) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("could not read " + file, unreadable);
        }
    }

    private void keep(Path file) {
        try {
            Path whole = Files.writeString(file.resolveSibling(FILE + ".new"), clients + " " + controller);
            // A kill in between leaves no half of a file behind.
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException broken) {
            throw new UncheckedIOException("could not keep " + file, broken);
        }
    }
}
