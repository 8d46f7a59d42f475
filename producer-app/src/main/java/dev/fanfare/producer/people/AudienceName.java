package dev.fanfare.producer.people;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.Ids;

/// What an audience that has members may be called.
public final class AudienceName {

    private static final String EVERYONE = "everyone";

    private AudienceName() {}

    /// Refuses another name with 400 about `field`.
    public static void require(String field, String name) {
        if (!Ids.valid(name)) {
            throw Refused.invalid(field, "must be 1 to 200 letters, digits or ._:@/+-");
        }
        if (name.equals(EVERYONE)) {
            throw Refused.invalid(field, EVERYONE + " is built in, and everyone is in it");
        }
    }
}
