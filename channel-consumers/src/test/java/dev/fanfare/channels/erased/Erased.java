package dev.fanfare.channels.erased;

import java.time.Instant;

/// Lets other packages' tests say who was erased.
public final class Erased {

    private Erased() {}

    public static ErasedPeople of(String recipient, Instant at) {
        ErasedPeople erased = new ErasedPeople();
        erased.add(recipient, at);
        return erased;
    }

    public static void add(ErasedPeople erased, String recipient, Instant at) {
        erased.add(recipient, at);
    }
}
