package dev.fanfare.channels.http;

/// Where calls may go.
///
/// @param anywhere also into this machine's or its network's own address ranges
/// @param setting that allows it, for messages
public record Where(boolean anywhere, String setting) {

    /// To a host that the operator named.
    public static final Where ANYWHERE = new Where(true, "");
}
