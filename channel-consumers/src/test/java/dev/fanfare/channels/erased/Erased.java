package dev.fanfare.channels.erased;

import dev.fanfare.schemas.ErasedPeople;
import java.time.Instant;

/// Lets other packages' tests say who was erased.
public final class Erased {

    private Erased() {}

    public static ErasedPeople nobody() {
        return new ErasedPeople(new MarksInMemory());
    }

    public static ErasedPeople of(String recipient, Instant at) {
        ErasedPeople erased = nobody();
        erased.erase(recipient, at);
        return erased;
    }
}
