package dev.fanfare.standalone.system.parts;

/// A process that may be killed, frozen and started again.
public interface Breakable extends AutoCloseable {

    /// Of its logs.
    String name();

    /// Does not wait until it is ready.
    void launch();

    /// Waits until it can be used; fails where it has ended.
    void awaitReady();

    /// As `kill -9` does.
    void kill();

    /// @param signal as `kill` names it
    void signal(String signal);

    boolean isAlive();

    long pid();

    @Override
    void close();
}
