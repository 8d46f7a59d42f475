package dev.fanfare.standalone.sink;

/// What a sink counted.
///
/// @param calls answered with success
/// @param distinct different delivery ids among them
/// @param refused answered with a failure on purpose
/// @param unproven not taken because the signature was missing or wrong; always 0 for mail
/// @param lastAt when a delivery id came for the first time most recently, in ms since 1970; 0 before
public record Counts(long calls, long distinct, long refused, long unproven, long lastAt) {

    /// Calls that brought nothing new.
    public long repeated() {
        return calls - distinct;
    }
}
