package dev.fanfare.schemas;

/// A record's bytes as read: a failure is a value, so that no record can stop a partition.
public sealed interface Decoded<T> {

    /// The bytes held this.
    record Readable<T>(T value) implements Decoded<T> {}

    /// The bytes could not be read.
    record Unreadable<T>(String why) implements Decoded<T> {}

    /// There were none: a compacted topic's deletion.
    record Absent<T>() implements Decoded<T> {}
}
