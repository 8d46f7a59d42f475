package dev.fanfare.channels.share;

/// Calls of one provider that are held to a rate.
public interface Limited {

    /// How many wait for their turn now.
    int waiting();

    /// How many have had it, in all.
    long taken();

    /// So many a second from now on; 0 for none.
    void rate(double perSecond);
}
