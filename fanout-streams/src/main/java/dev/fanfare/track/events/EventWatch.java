package dev.fanfare.track.events;

/// Is told of each event that changed; called by a stream thread, so it must not block.
public interface EventWatch {

    void changed(String key);
}
