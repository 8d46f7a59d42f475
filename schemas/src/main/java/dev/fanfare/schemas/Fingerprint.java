package dev.fanfare.schemas;

import dev.fanfare.schemas.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What tells an event sent again from another event under the same id.
public final class Fingerprint {

    private Fingerprint() {}

    /// 64 bits over all that an event says but its time and correlation id, which may differ from call to call; the
    /// same by
    /// whatever way it came in.
    public static long of(Event event) {
        Event content = Event.newBuilder(event)
                .setTime(null)
                .setCorrelationId(null)
                .setData(Json.canonical(event.getData()))
                .build();
        return ByteBuffer.wrap(Sha256.of(content.toString().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
