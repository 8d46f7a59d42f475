package dev.fanfare.schemas.json;

import org.jspecify.annotations.Nullable;

/// Ends the reading of one thing from outside with the field that is wrong and why; costs no stack trace.
public final class BadInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final @Nullable String field;

    /// What is the matter with it.
    public enum Kind {
        /// It cannot be.
        WRONG,
        /// Well said, but it does not go together with what is there.
        UNFIT,
        /// It has more bytes than it may.
        TOO_LARGE
    }

    private BadInput(Kind kind, @Nullable String field, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.field = field;
    }

    public static BadInput wrong(String field, String why) {
        return new BadInput(Kind.WRONG, field, field + ": " + why);
    }

    public static BadInput unfit(String field, String why) {
        return new BadInput(Kind.UNFIT, field, field + ": " + why);
    }

    /// About all of it.
    public static BadInput whole(String why) {
        return new BadInput(Kind.WRONG, null, why);
    }

    public static BadInput tooLarge(String why) {
        return new BadInput(Kind.TOO_LARGE, null, why);
    }

    public Kind kind() {
        return kind;
    }

    /// The path of the field, or null where it is about all of it.
    public @Nullable String field() {
        return field;
    }

    /// Begins with the field.
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
