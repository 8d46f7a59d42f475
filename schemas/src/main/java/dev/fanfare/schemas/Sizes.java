package dev.fanfare.schemas;

/// The largest things that travel, in bytes; checked before a record is written, since an oversize one would abort its
/// transaction for ever.
public final class Sizes {

    /// An event as it comes in.
    public static final int EVENT = 256 * 1024;
    /// A template over all its locales.
    public static final int TEMPLATE = 128 * 1024;
    /// A rendered delivery: the largest event's data, words besides, and what each delivery says of itself.
    public static final int DELIVERY = EVENT + TEMPLATE;
    /// A slice with its event, words and named recipients.
    public static final int SLICE = 512 * 1024;
    /// What topics and clients are set to: room for the largest of these and its headers.
    public static final int MESSAGE = 1024 * 1024;

    private Sizes() {}
}
