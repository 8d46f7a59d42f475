package dev.fanfare.standalone.work;

/// Ends a command with exit code 1 and these words for a person; costs no stack trace.
public final class WorkFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message what went wrong, and what to do about it
    public WorkFailed(String message) {
        super(message, null, false, false);
    }
}
