package dev.fanfare.schemas;

import java.util.List;

/// A consumer group and the topics that it reads from their first record on.
public record ReaderGroup(String id, List<Topic> topics) {}
