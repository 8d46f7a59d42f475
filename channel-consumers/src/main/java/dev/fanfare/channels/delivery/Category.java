package dev.fanfare.channels.delivery;

/// What kind of trouble an attempt met; `errorCategory` outside.
public enum Category {
    /// There is no such address, or it may not be used.
    ADDRESS,
    /// The provider does not want this message.
    REFUSED,
    /// The provider does not know us.
    AUTHENTICATION,
    /// Too many, too fast, says the provider of us: it takes the same message later.
    RATE_LIMIT,
    /// No answer in time.
    TIMEOUT,
    /// The provider could not be reached.
    CONNECTION,
    /// The provider is in trouble.
    PROVIDER,
    /// We are.
    INTERNAL
}
