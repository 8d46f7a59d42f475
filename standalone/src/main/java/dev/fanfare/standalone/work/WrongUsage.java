package dev.fanfare.standalone.work;

/// Ends a command with exit code 2 and these words for a person: what was asked for cannot be, and nothing was begun.
public final class WrongUsage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message what is wrong, and what would be right
    public WrongUsage(String message) {
        super(message, null, false, false);
    }
}
