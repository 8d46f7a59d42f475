package dev.fanfare.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What tells an event sent again from another event under the same id.
public final class Fingerprint {

    private Fingerprint() {}

    /// 64 bits over all that an event says but its time and correlation id, which may differ from call to call.
    public static long of(Event event) {
        Event content =
                Event.newBuilder(event).setTime(null).setCorrelationId(null).build();
        return ByteBuffer.wrap(Sha256.of(content.toString().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
