package dev.fanfare.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/// The registry refused, or did not answer.
public final class RegistryException extends SerializationException {

    private static final long serialVersionUID = 1L;
    private final boolean passing;

    RegistryException(String message, boolean passing, @Nullable Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /// Whether the same call may go through later.
    public boolean passing() {
        return passing;
    }
}
